package io.fencewire;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.gossip.Item;
import io.fencewire.identity.Ed25519Identity;
import io.fencewire.peer.CloseReason;
import io.fencewire.wire.ByteWriter;
import io.fencewire.wire.ChallengeRequest;
import io.fencewire.wire.ChallengeResponse;
import io.fencewire.wire.Frame;
import io.fencewire.wire.FrameDecoder;
import io.fencewire.wire.Limits;
import io.fencewire.wire.Message;
import io.fencewire.wire.MessageType;
import io.fencewire.wire.Verdict;
import io.fencewire.wire.WireException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds docs/PROTOCOL.md to the code: its frames, signatures, keys, limits and codes. */
class ProtocolDocTest {
  private static final Pattern FRAME = Pattern.compile("```frame\n(.*?)```", Pattern.DOTALL);
  private static final Pattern REPEATED = Pattern.compile("([0-9a-f]{2})\\*([0-9]+)");
  private static final Pattern LIMIT =
      Pattern.compile("^\\| (\\d+) \\| ([A-Z]\\w+) \\|.*\\| ([\\d,]+|–) \\|$", Pattern.MULTILINE);
  private static final Pattern CODE =
      Pattern.compile("^\\| (\\d+) \\| `(\\w+)` \\|.*\\| (\\d*) ?\\|$", Pattern.MULTILINE);

  private static String text;
  private static List<Message> messages;

  @BeforeAll
  static void read() throws IOException, WireException {
    text = Files.readString(Path.of("docs/PROTOCOL.md"));
    messages = new ArrayList<>();
    for (byte[] frame : frames()) {
      messages.add(decoded(frame));
    }
  }

  @Test
  void everyFrameIsWrittenAsWeWriteIt() {
    assertThat(messages).hasSize(13);
    assertThat(messages.stream().map(Frame::encode).map(HexFormat.of()::formatHex))
        .containsExactlyElementsOf(
            frames().stream().map(HexFormat.of()::formatHex).toList());
  }

  @Test
  void theSignaturesOfTheHandshakeHold() {
    ChallengeRequest initiator = (ChallengeRequest) messages.get(0);
    ChallengeRequest responder = (ChallengeRequest) messages.get(2);
    assertSigned((ChallengeResponse) messages.get(1), responder, initiator.nonce());
    assertSigned((ChallengeResponse) messages.get(3), initiator, responder.nonce());
    assertThat(messages.get(4)).isEqualTo(new Verdict(true, 0));
  }

  @Test
  void theGenesisFieldNamesTheNetwork() throws Exception {
    byte[] expected = Arrays.copyOf(
        MessageDigest.getInstance("SHA-256").digest("fencewire".getBytes(StandardCharsets.UTF_8)),
        ChallengeResponse.GENESIS_SIZE);
    expected[32] = 1;
    for (int i : List.of(1, 3)) {
      assertThat(((ChallengeResponse) messages.get(i)).genesis().toArray()).isEqualTo(expected);
    }
  }

  @Test
  void theItemsHaveTheirIdsAndKeys() {
    for (Message message : messages.subList(5, 8)) {
      Item item = Objects.requireNonNull(Item.received(message), "no item: " + message);
      assertThat(item.genuine()).as("the declared id of %s", message).isTrue();
      assertThat(text).contains("`" + item.key() + "`");
      assertThat(item.body().toArray()).isEqualTo("hello".getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void theLimitsAreThoseOfTheProfile() {
    Map<String, String> expected = new TreeMap<>();
    for (MessageType type : MessageType.values()) {
      int max = Limits.PRIVATE.max(type);
      String name = type.name().replace("_", "");
      expected.put(type.id() + " " + name, max == 0 ? "–" : String.format(Locale.ROOT, "%,d", max));
    }
    assertThat(table(LIMIT, row -> row.group(2).toUpperCase(Locale.ROOT))).isEqualTo(expected);
  }

  @Test
  void theCodesAreThoseOfTheReasons() {
    Map<String, String> expected = new TreeMap<>();
    for (CloseReason reason : CloseReason.values()) {
      int code = reason.code(true);
      int plain = reason.code(false);
      if (CloseReason.ofCode(code) == reason) {
        expected.put(code + " " + reason, code == plain ? "" : String.valueOf(plain));
      }
    }
    assertThat(table(CODE, row -> row.group(2))).isEqualTo(expected);
  }

  private static void assertSigned(
      ChallengeResponse response, ChallengeRequest signer, long nonceOfTheOther) {
    byte[] signed =
        new ByteWriter(16).u64(nonceOfTheOther).u64(response.nonce()).toArray();
    assertThat(Ed25519Identity.fromSeed(new byte[32])
            .verify(signer.address(), signed, response.signature()))
        .isTrue();
    assertThat(text)
        .contains("`" + HexFormat.of().formatHex(signed, 0, 8) + " "
            + HexFormat.of().formatHex(signed, 8, 16) + "`");
  }

  /** The last column of a table by its first two. */
  private static Map<String, String> table(Pattern rows, Function<MatchResult, String> name) {
    return new TreeMap<>(rows.matcher(text)
        .results()
        .collect(
            Collectors.toMap(row -> row.group(1) + " " + name.apply(row), row -> row.group(3))));
  }

  private static List<byte[]> frames() {
    return FRAME.matcher(text).results().map(found -> bytes(found.group(1))).toList();
  }

  /** Hexadecimal digits, where {@code 00*32} is a byte 32 times, and # begins a comment. */
  private static byte[] bytes(String block) {
    String digits = block.replaceAll("#[^\n]*", "");
    digits = REPEATED
        .matcher(digits)
        .replaceAll(found -> found.group(1).repeat(Integer.parseInt(found.group(2))));
    return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
  }

  private static Message decoded(byte[] frame) throws WireException {
    FrameDecoder decoder = new FrameDecoder(Limits.PRIVATE);
    decoder.feed(frame);
    Message message = decoder.next();
    assertThat(decoder.buffered()).isZero();
    return Objects.requireNonNull(message, "cut off: " + HexFormat.of().formatHex(frame));
  }
}
