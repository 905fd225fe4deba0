package io.fencewire.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LimitsTest {
  @ParameterizedTest
  @CsvSource({
    "BLOCK_REQUEST, 0, 8192",
    "BLOCK_RESPONSE, 0, 0",
    "CHALLENGE_REQUEST, 89, 8192",
    "CHALLENGE_RESPONSE, 455, 8192",
    "DISCONNECT, 5, 8192",
    "PEER_REQUEST, 2, 8192",
    "PEER_RESPONSE, 4848, 8192",
    "PING, 8, 1048576",
    "PONG, 3, 8192",
    "PUZZLE_REQUEST, 2, 8192",
    "PUZZLE_RESPONSE, 319, 8192",
    "UNCONFIRMED_SOLUTION, 131087, 8192",
    "UNCONFIRMED_TRANSACTION, 131111, 2304039",
    "VERDICT, 4, 0",
    "NONCE_PING, 10, 0",
    "NONCE_PONG, 10, 0",
    "PUBLISH, 131335, 0",
    "ANNOUNCE, 32772, 0",
    "FETCH, 32772, 0",
    "DONT_WANT, 32772, 0",
  })
  void eachProfileHasALimitForEachType(MessageType type, int inPrivate, int inAleo) {
    assertThat(Limits.PRIVATE.max(type)).isEqualTo(inPrivate);
    assertThat(Limits.ALEO.max(type)).isEqualTo(inAleo);
  }

  @ParameterizedTest
  @EnumSource
  void theLimitIsWaitedForAndOneMoreIsRefusedAfterSixBytes(Limits limits) throws WireException {
    for (MessageType type : MessageType.values()) {
      int max = limits.max(type);
      if (max > 2) {
        assertThat(decoder(limits, max, type).next()).as("%s", type).isNull();
      }
      FrameDecoder decoder = decoder(limits, Math.max(2, max + 1), type);
      assertThatExceptionOfType(WireException.class)
          .as("%s", type)
          .isThrownBy(decoder::next)
          .withMessageContaining(type.toString())
          .withMessageContaining(max == 0 ? "does not have" : "at most " + max);
    }
  }

  @ParameterizedTest
  @MethodSource
  void theGreatestMessageOfAPrivateNetworkPasses(Message message) throws WireException {
    byte[] frame = Frame.encode(message);
    assertThat(frame).hasSize(4 + Limits.PRIVATE.max(message.type()));
    FrameDecoder decoder = new FrameDecoder(Limits.PRIVATE);
    decoder.feed(frame);
    assertThat(decoder.next()).isEqualTo(message);
  }

  static List<Message> theGreatestMessageOfAPrivateNetworkPasses() {
    Bytes id = Bytes.wrap(new byte[32]);
    Bytes body = Bytes.wrap(new byte[128 * 1024]);
    ListenAddress address = ListenAddress.parse("[2001:db8::1]:4130");
    return List.of(
        new ChallengeResponse(zeros(280), id, zeros(128), 0),
        new Disconnect(14, 1),
        new PeerRequest(),
        new PeerResponse(Collections.nCopies(255, address)),
        new Ping(17, NodeType.CLIENT, null),
        new Pong(Pong.Fork.NO_FORK),
        new PuzzleRequest(),
        new PuzzleResponse(id, zeros(280)),
        new UnconfirmedSolution(1, body),
        new UnconfirmedTransaction(id, body),
        new Verdict(false, 18),
        new NoncePing(1),
        new NoncePong(1),
        new Publish("é".repeat(127) + "e", body),
        new Announce(Collections.nCopies(1024, id)),
        new Fetch(Collections.nCopies(1024, id)),
        new DontWant(Collections.nCopies(1024, id)));
  }

  @Test
  void aPrivatePingHasNoLocators() {
    FrameDecoder decoder = new FrameDecoder(Limits.PRIVATE);
    Message ping = Golden.all()
        .map(Golden::message)
        .filter(message -> message instanceof Ping p && p.locators() != null)
        .findAny()
        .orElseThrow();
    decoder.feed(Frame.encode(ping));
    assertThatExceptionOfType(WireException.class)
        .isThrownBy(decoder::next)
        .withMessage("PING with a length of 124 was found at byte 0 of the stream;"
            + " at most 8 would be right");
  }

  private static FrameDecoder decoder(Limits limits, int length, MessageType type) {
    FrameDecoder decoder = new FrameDecoder(limits);
    decoder.feed(new ByteWriter(6).u32(length).u16(type.id()).toArray());
    return decoder;
  }

  private static Bytes zeros(int count) {
    return Bytes.wrap(new byte[count]);
  }
}
