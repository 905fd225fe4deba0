package io.fencewire.handshake;

import static io.fencewire.handshake.HandshakePair.ALICE;
import static io.fencewire.handshake.HandshakePair.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.handshake.ChallengeHandshake.Phase;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.PeerTraits;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.ChallengeRequest;
import io.fencewire.wire.ChallengeResponse;
import io.fencewire.wire.Message;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each bit of each field, flipped on its way: refused for the right reason, or taken on trust. */
class HandshakeFieldsTest {
  private static final HandshakePair HONEST = new HandshakePair(ALICE, BOB, 7).run();

  // Of each message the receiver is the one that is lied to: the initiator is "dialer" here.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLowerVersionIsOutdatedAndAHigherOneIsNoted(boolean dialer) {
    for (int bit = 0; bit < Integer.SIZE; bit++) {
      long version = 17 ^ 1L << bit;
      HandshakePair pair = withRequest(dialer, r -> request(r, version, r.address(), r.nonce()));
      if (version < 17) {
        assertRefused(pair, dialer, CloseReason.OUTDATED_VERSION);
      } else {
        assertThat(side(pair, dialer).proven().traits())
            .isEqualTo(new PeerTraits(NodeType.CLIENT, version, 1));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theListenPortIsTakenOnTrust(boolean dialer) {
    for (int bit = 0; bit < Short.SIZE; bit++) {
      int port = 4130 ^ 1 << bit;
      HandshakePair pair = withRequest(
          dialer,
          r -> new ChallengeRequest(r.version(), port, r.nodeType(), r.address(), r.nonce()));
      assertThat(side(pair, dialer).proven().listenPort()).isEqualTo(port);
      assertBothComplete(pair);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theNodeTypeIsTakenOnTrust(boolean dialer) {
    for (NodeType type : NodeType.values()) {
      HandshakePair pair = withRequest(
          dialer,
          r -> new ChallengeRequest(r.version(), r.listenPort(), type, r.address(), r.nonce()));
      assertThat(side(pair, dialer).proven().traits().nodeType()).isEqualTo(type);
      assertBothComplete(pair);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyBitOfTheAddressCounts(boolean dialer) {
    eachBit(PeerId.SIZE, flip -> {
      HandshakePair pair = withRequest(
          dialer, r -> request(r, 17, PeerId.of(flip.apply(r.address().toBytes())), r.nonce()));
      assertRefused(pair, dialer, CloseReason.INVALID_CHALLENGE_RESPONSE);
    });
  }

  /** The one who is lied to signs the wrong nonce, and the one whose nonce it was notices. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyBitOfTheChallengeNonceCounts(boolean dialer) {
    for (int bit = 0; bit < Long.SIZE; bit++) {
      long flip = 1L << bit;
      HandshakePair pair = withRequest(dialer, r -> request(r, 17, r.address(), r.nonce() ^ flip));
      assertRefused(pair, !dialer, CloseReason.INVALID_CHALLENGE_RESPONSE);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyBitOfTheNetworkCounts(boolean dialer) {
    eachBit(32, flip -> {
      HandshakePair pair = withGenesis(dialer, flip);
      assertRefused(pair, dialer, CloseReason.OTHER_NETWORK);
    });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theLowerExtensionVersionIsInForce(boolean dialer) {
    for (int bit = 0; bit < Short.SIZE; bit++) {
      int index = 32 * Byte.SIZE + bit;
      HandshakePair pair = withGenesis(dialer, bytes -> flipped(bytes, index));
      assertThat(side(pair, dialer).proven().traits().extensions()).isEqualTo(bit == 0 ? 0 : 1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theRestOfTheGenesisFieldIsNotLookedAt(boolean dialer) {
    HandshakePair pair = withGenesis(dialer, bytes -> {
      Arrays.fill(bytes, 34, 280, (byte) 0xa5);
      return bytes;
    });
    assertBothComplete(pair);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyBitOfTheRestrictionsIdCounts(boolean dialer) {
    eachBit(32, flip -> {
      HandshakePair pair = withResponse(
          dialer,
          r -> new ChallengeResponse(
              r.genesis(), flipped(r.restrictionsId(), flip), r.signature(), r.nonce()));
      assertRefused(pair, dialer, CloseReason.OTHER_NETWORK);
    });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyBitOfTheSignatureCounts(boolean dialer) {
    eachBit(64, flip -> {
      HandshakePair pair = withResponse(
          dialer,
          r -> new ChallengeResponse(
              r.genesis(), r.restrictionsId(), flipped(r.signature(), flip), r.nonce()));
      assertRefused(pair, dialer, CloseReason.INVALID_CHALLENGE_RESPONSE);
    });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyBitOfTheResponseNonceCounts(boolean dialer) {
    for (int bit = 0; bit < Long.SIZE; bit++) {
      long flip = 1L << bit;
      HandshakePair pair = withResponse(
          dialer,
          r -> new ChallengeResponse(
              r.genesis(), r.restrictionsId(), r.signature(), r.nonce() ^ flip));
      assertRefused(pair, dialer, CloseReason.INVALID_CHALLENGE_RESPONSE);
    }
  }

  private static HandshakePair withRequest(
      boolean toDialer, UnaryOperator<ChallengeRequest> change) {
    PeerId sender = (toDialer ? BOB : ALICE).identity().peerId();
    return HandshakePair.tampered(message ->
        message instanceof ChallengeRequest request && request.address().equals(sender)
            ? change.apply(request)
            : message);
  }

  private static HandshakePair withResponse(
      boolean toDialer, UnaryOperator<ChallengeResponse> change) {
    Message wanted = toDialer ? HONEST.toInitiator.get(0) : HONEST.toResponder.get(1);
    return HandshakePair.tampered(
        message -> message instanceof ChallengeResponse response && message.equals(wanted)
            ? change.apply(response)
            : message);
  }

  private static HandshakePair withGenesis(boolean toDialer, UnaryOperator<byte[]> change) {
    return withResponse(
        toDialer,
        r -> new ChallengeResponse(
            flipped(r.genesis(), change), r.restrictionsId(), r.signature(), r.nonce()));
  }

  private static ChallengeRequest request(
      ChallengeRequest from, long version, PeerId address, long nonce) {
    return new ChallengeRequest(version, from.listenPort(), from.nodeType(), address, nonce);
  }

  private static void eachBit(int bytes, Consumer<UnaryOperator<byte[]>> action) {
    for (int bit = 0; bit < bytes * Byte.SIZE; bit++) {
      int index = bit;
      action.accept(field -> flipped(field, index));
    }
  }

  private static byte[] flipped(byte[] field, int bit) {
    field[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
    return field;
  }

  private static Bytes flipped(Bytes field, UnaryOperator<byte[]> change) {
    return Bytes.wrap(change.apply(field.toArray()));
  }

  private static ChallengeHandshake side(HandshakePair pair, boolean dialer) {
    return dialer ? pair.initiator : pair.responder;
  }

  private static void assertBothComplete(HandshakePair pair) {
    assertThat(pair.initiator.phase()).isEqualTo(Phase.COMPLETE);
    assertThat(pair.responder.phase()).isEqualTo(Phase.COMPLETE);
  }

  private static void assertRefused(HandshakePair pair, boolean dialer, CloseReason reason) {
    HandshakeException failure = pair.failureOf(side(pair, dialer));
    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.origin()).isEqualTo(CloseOrigin.SERVER);
    assertThat(side(pair, dialer).isProven()).isFalse();
    assertThat(side(pair, dialer).phase()).isEqualTo(Phase.FAILED);
  }
}
