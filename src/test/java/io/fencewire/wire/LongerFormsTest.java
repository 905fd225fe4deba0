package io.fencewire.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms that messages of snarkOS have had since 2025: understood in an Aleo network alone. */
class LongerFormsTest {
  private static final ListenAddress FOUR = ListenAddress.parse("127.0.0.1:4130");
  private static final ListenAddress SIX = ListenAddress.parse("[2001:db8::1]:4131");
  private static final String SIX_BYTES = "01 01" + "00".repeat(11) + "b80d0120 2310";

  @Test
  void addressesMayComeWithTheHeightsOfTheirNodes() throws WireException {
    Message message = aleo("0600 00 02 00 0100007f 2210 01 07000000" + SIX_BYTES + "00");
    assertThat(message).isEqualTo(new PeerResponse(List.of(FOUR, SIX)));
  }

  @Test
  void theOldFormIsUnderstoodAsWell() throws WireException {
    assertThat(aleo("0600 01 00 0100007f 2210")).isEqualTo(new PeerResponse(List.of(FOUR)));
    assertThat(aleo("0600 00")).isEqualTo(new PeerResponse(List.of()));
    assertThat(aleo("0600 0000")).isEqualTo(new PeerResponse(List.of()));
  }

  @Test
  void theLongestAnswerThereCanBePasses() throws WireException {
    String one = SIX_BYTES + "01 ffffffff";
    Message message = aleo("0600 00 ff" + one.repeat(255));
    assertThat(message).isEqualTo(new PeerResponse(Collections.nCopies(255, SIX)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0600 00 01 00 0100007f 2210",
        "0600 00 01 00 0100007f 2210 02",
        "0600 00 01 00 0100007f 2210 01 070000",
        "0600 00 01 00 0100007f 2210 00 00",
        "0600 00 02 00 0100007f 2210 00",
        "0600"
      })
  void whatIsCutOffOrTooLongIsRefused(String payload) {
    assertThatExceptionOfType(WireException.class).isThrownBy(() -> aleo(payload));
  }

  @Test
  void aReasonThatNobodyKnowsMayBeFollowedByAnything() throws WireException {
    assertThat(aleo("0400 13")).isEqualTo(new Disconnect(19, 0));
    assertThat(aleo("0400 13 0102")).isEqualTo(new Disconnect(19, 0));
    assertThatExceptionOfType(WireException.class).isThrownBy(() -> aleo("0400 12 0102"));
  }

  @Test
  void aRevisionMayFollowTheChallenge() throws WireException {
    String request = "0200 20000000 2210 02" + "0a".repeat(32) + "0700000000000000";
    for (String revision : List.of("", "3f".repeat(40))) {
      ChallengeRequest read = (ChallengeRequest) aleo(request + revision);
      assertThat(read.version()).isEqualTo(32);
      assertThat(read.nodeType()).isEqualTo(NodeType.VALIDATOR);
    }
  }

  @Test
  void aPrivateNetworkHasNone() {
    for (String payload : List.of("0600 00 01 00 0100007f 2210 00", "0400 13 01")) {
      assertThatExceptionOfType(WireException.class)
          .isThrownBy(() -> decode(Limits.PRIVATE, payload));
    }
  }

  private static Message aleo(String payload) throws WireException {
    return decode(Limits.ALEO, payload);
  }

  private static Message decode(Limits limits, String payload) throws WireException {
    Bytes bytes = Bytes.parse(payload.replace(" ", ""));
    FrameDecoder decoder = new FrameDecoder(limits);
    decoder.feed(new ByteWriter(4 + bytes.size()).u32(bytes.size()).bytes(bytes).toArray());
    Message message = decoder.next();
    assertThat(message).isNotNull();
    return message;
  }
}
