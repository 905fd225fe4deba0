package io.fencewire.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.PeerId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A message that can't be sent can't be made, and bytes that mean one are refused. */
class MessageRulesTest {
  private static final Bytes ID = zeros(32);

  @Test
  void theHandshakeHasItsRanges() {
    PeerId peer = PeerId.of(new byte[32]);
    refused(() -> new ChallengeRequest(-1, 1, NodeType.CLIENT, peer, 0), "version is -1");
    refused(() -> new ChallengeRequest(1L << 32, 1, NodeType.CLIENT, peer, 0), "4294967296");
    refused(() -> new ChallengeRequest(17, -1, NodeType.CLIENT, peer, 0), "port is -1");
    refused(() -> new ChallengeRequest(17, 65536, NodeType.CLIENT, peer, 0), "port is 65536");
    refused(() -> new ChallengeResponse(zeros(279), ID, zeros(64), 0), "genesis is 279; 280");
    refused(() -> new ChallengeResponse(zeros(280), zeros(33), zeros(64), 0), "is 33; 32");
    refused(() -> new ChallengeResponse(zeros(280), ID, Bytes.EMPTY, 0), "1 to 128");
    refused(() -> new ChallengeResponse(zeros(280), ID, zeros(129), 0), "1 to 128");
    refused(() -> new Verdict(true, 1), "code (accepted) is 1; 0 would be right");
    refused(() -> new Verdict(false, 256), "0 to 255");
  }

  @Test
  void theUpkeepHasItsRanges() {
    ListenAddress address = ListenAddress.parse("127.0.0.1:1");
    refused(() -> new Disconnect(256, 0), "code is 256");
    refused(() -> new Disconnect(-1, 0), "code is -1");
    refused(() -> new Disconnect(13, 4130), "port (code is 13) is 4130; 0 would be right");
    refused(() -> new Disconnect(14, 65536), "0 to 65535");
    refused(() -> new PeerResponse(Collections.nCopies(256, address)), "256; 0 to 255");
    refused(() -> new Ping(-1, NodeType.CLIENT, null), "version is -1");
    refused(() -> new BlockRequest(5, 5), "a start before the end");
    refused(() -> new BlockRequest(0, 1L << 32), "end is 4294967296");
    refused(() -> new BlockResponse(7, 5, Bytes.EMPTY), "a start before the end");
    refused(() -> new BlockResponse(0, 5, Bytes.EMPTY), "start is 0; 1 to");
    refused(() -> new BlockResponse(1, 5, Bytes.EMPTY, 11), "version is 11; 12 to 65535");
    refused(() -> new BlockResponse(1, 5, Bytes.EMPTY, 65_536), "version is 65536; 12 to 65535");
    refused(() -> new PuzzleResponse(zeros(31), zeros(280)), "epoch hash is 31; 32");
    refused(() -> new PuzzleResponse(ID, zeros(0)), "header is 0; 280");
  }

  @Test
  void theItemsHaveTheirRanges() {
    refused(() -> new UnconfirmedTransaction(zeros(31), Bytes.EMPTY), "transaction id is 31; 32");
    refused(() -> new Publish("", Bytes.EMPTY), "topic in UTF-8 is 0; 1 to 255");
    refused(() -> new Publish("é".repeat(128), Bytes.EMPTY), "topic in UTF-8 is 256; 1 to 255");
    refused(() -> new Publish("half \ud83d", Bytes.EMPTY), "surrogate");
    refused(() -> new Publish("t", zeros(131_073)), "body is 131073; 0 to 131072");
    refused(() -> new Announce(List.of()), "number of ids is 0; 1 to 1024");
    refused(() -> new Fetch(Collections.nCopies(1025, ID)), "1025; 1 to 1024");
    refused(() -> new DontWant(List.of(ID, zeros(31))), "an id is 31; 32");
  }

  @Test
  void aMessageKeepsACopyOfItsList() {
    List<Bytes> ids = new ArrayList<>(List.of(ID));
    Announce announce = new Announce(ids);
    ids.clear();
    assertThat(announce.ids()).containsExactly(ID);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "08000000 0700 11000000 04 00 | node type at byte 4 of the body is 4; 0 to 3",
        "08000000 0700 11000000 00 02 | block locators at byte 5 of the body is 2; 0 or 1",
        "03000000 0800 03 | fork at byte 0 of the body is 3; 0 to 2",
        "03000000 0001 02 | verdict at byte 0 of the body is 2; 0 or 1",
        "0f000000 0b00 0000000000000000 00 00000000 | starts with the byte 0; 1, for data",
        "0f000000 0b00 0000000000000000 02 00000000 | starts with the byte 2; 1, for data",
        "10000000 0b00 0000000000000000 01 02000000 aa | needs 2 bytes, but only 1 are left",
        "0a000000 0600 01 02 00000000 0000 | kind of IP address at byte 1 of the body is 2",
        "0a000000 0000 05000000 05000000 | a start before the end would be right",
        "15000000 0100 00000000 01000000 02000000 01 00000000 0000 | version is 0; 12 to 65535",
        "05000000 0400 08 2210 | 2 bytes are left over behind its end at byte 1 of the body",
        "03000000 0400 0e | port at byte 1 of the body needs 2 bytes, but only 0 are left",
        "08000000 0301 00 01 00000000 | topic in UTF-8 is 0; 1 to 255 would be right",
        "04000000 0401 0000 | number of ids is 0; 1 to 1024 would be right",
      })
  void bytesThatMeanNoMessageAreRefused(String frame, String problem) {
    refusedBytes(frame, problem);
  }

  /** A lone continuation, a cut character, an overlong one, a surrogate, one beyond Unicode. */
  @ParameterizedTest
  @ValueSource(strings = {"80", "c3", "c080", "eda080", "f4908080"})
  void aTopicThatIsNotUtf8IsRefused(String topic) {
    int size = topic.length() / 2;
    refusedBytes(
        "%02x000000 0301 %02x %s 01 00000000".formatted(8 + size, size, topic),
        "topic at byte 1 of the body is not well-formed UTF-8");
  }

  @Test
  void theReplacementCharacterItselfIsAFineTopic() throws WireException {
    FrameDecoder decoder = new FrameDecoder(Limits.PRIVATE);
    decoder.feed(Golden.hex("0b000000 0301 03 efbfbd 01 00000000"));
    assertThat(decoder.next()).isEqualTo(new Publish("\ufffd", Bytes.EMPTY));
  }

  private static void refusedBytes(String frame, String problem) {
    FrameDecoder decoder = new FrameDecoder(Golden.NO_LIMITS);
    decoder.feed(Golden.hex(frame));
    assertThatExceptionOfType(WireException.class)
        .isThrownBy(decoder::next)
        .withMessageContaining(problem);
  }

  private static void refused(Supplier<Message> message, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(message::get)
        .withMessageContaining(problem)
        .withMessageContaining("would be right");
  }

  private static Bytes zeros(int count) {
    return Bytes.wrap(new byte[count]);
  }
}
