package io.fencewire.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.identity.Identity;
import io.fencewire.identity.aleo.AleoNetwork;
import io.fencewire.identity.aleo.NoiseHandshake;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.NodeType;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.Disconnect;
import io.fencewire.wire.Frame;
import io.fencewire.wire.FrameDecoder;
import io.fencewire.wire.Limits;
import io.fencewire.wire.WireException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Noise handshake: who is let in by it, and everything else that can be said in it. */
class NoiseExchangeTest {
  private static final Identity ALICE = Impostor.account();
  private static final Identity BOB = Impostor.account();
  private static final AleoNetwork NETWORK = AleoNetwork.TESTNET;
  private static final HandshakeTerms OURS = terms(ALICE, NodeType.CLIENT);
  private static final HandshakeTerms THEIRS = terms(BOB, NodeType.PROVER);

  @Test
  void bothKnowWhoTheOtherIsAndCallTheSessionTheSame() throws WireException {
    NoisePair pair = new NoisePair(OURS, THEIRS).run();
    assertThat(pair.initiator.isComplete()).isTrue();
    assertThat(pair.responder.isComplete()).isTrue();
    Proven bob = pair.initiator.proven();
    Proven alice = pair.responder.proven();
    assertThat(bob.peer()).isEqualTo(BOB.peerId());
    assertThat(alice.peer()).isEqualTo(ALICE.peerId());
    assertThat(bob.listenPort()).isEqualTo(4130);
    assertThat(bob.traits().nodeType()).isEqualTo(NodeType.PROVER);
    assertThat(bob.traits().version()).isEqualTo(33);
    assertThat(bob.traits().hasExtensions()).isFalse();
    assertThat(bob.session()).isEqualTo(alice.session());
  }

  /** snarkOS's sizes: what it says of itself has 391 bytes, a signature 133, a tag 16. */
  @Test
  void fourBlocksGoOverTheWireBehindTheMagic() throws WireException {
    NoisePair pair = new NoisePair(OURS, THEIRS).run();
    assertThat(pair.fromInitiator)
        .extracting(bytes -> bytes.length)
        .containsExactly(4, 4 + 32 + 40, 4 + 48 + 391 + 133 + 16);
    assertThat(pair.fromResponder)
        .extracting(bytes -> bytes.length)
        .containsExactly(4 + 32 + 48 + 391 + 16, 4 + 1 + 133 + 16);
    assertThat(Bytes.wrap(pair.fromInitiator.get(0)).toString()).isEqualTo("ae1e00ff");
    Bytes hint = Bytes.wrap(pair.fromInitiator.get(1)).slice(36, 76);
    assertThat(hint.toString()).isEqualTo("01" + "21000000" + "2210" + "00" + ALICE.peerId());
  }

  @Test
  void noSessionIsLikeAnother() throws WireException {
    NoisePair one = new NoisePair(OURS, THEIRS).run();
    Handshake other = NoiseExchange.initiator(OURS, new Random(3));
    assertThat(other.opening().get(1)).isNotEqualTo(one.fromInitiator.get(1));
  }

  @Test
  void whatFollowsTheLastWordIsAFrameLikeAnyOther() throws WireException {
    NoisePair pair = new NoisePair(
        OURS,
        THEIRS,
        (which, bytes) -> which == 4 ? joined(bytes, Frame.encode(new Disconnect(9, 0))) : bytes);
    assertThat(pair.run().initiator.isComplete()).isTrue();
    assertThat(pair.toInitiator.next()).isEqualTo(new Disconnect(9, 0));
  }

  @Test
  void whoDialledIsNotProvenBeforeItIsVerifiedNorWhoWasDialledBeforeItsLastWord() throws Exception {
    NoisePair pair =
        new NoisePair(OURS, THEIRS, (which, bytes) -> which == 4 ? new byte[0] : bytes);
    pair.run();
    assertThat(pair.responder.isProven()).isTrue();
    assertThat(pair.initiator.isProven()).isFalse();
    assertThat(pair.initiator.isComplete()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void whateverIsAlteredOnItsWayEndsIt(int which) throws WireException {
    NoisePair pair = new NoisePair(OURS, THEIRS, (number, bytes) -> {
      bytes[bytes.length - 1] ^= (byte) (number == which ? 1 : 0);
      return bytes;
    });
    pair.run();
    assertThat(pair.initiator.isComplete() && pair.responder.isComplete()).isFalse();
    assertThat(pair.initiator.isComplete()).isFalse();
  }

  @Test
  void anotherNetworkIsRefusedAndTheDiallerIsTheOneWhoFindsOut() throws WireException {
    NoisePair pair = new NoisePair(OURS, in(AleoNetwork.MAINNET, BOB)).run();
    assertThat(reason(pair, pair.initiator)).isEqualTo(CloseReason.OTHER_NETWORK);
    assertThat(pair.failureOf(pair.responder)).isNull();
    assertThat(pair.responder.isProven()).isFalse();
    assertThat(pair.fromInitiator).as("signs nothing for it, and says nothing").hasSize(2);
  }

  /** In the challenge handshake a prover's word that it is one would spare it this. */
  @ParameterizedTest
  @EnumSource(
      value = NodeType.class,
      names = {"CLIENT", "PROVER"})
  void otherRestrictionsAreRefusedWhateverTheTypeIs(NodeType type) throws WireException {
    HandshakeTerms others = new HandshakeTerms(
        BOB,
        NETWORK.genesis(),
        Bytes.wrap(new byte[32]),
        4130,
        type,
        Protocol.ALEO,
        Opening.NOISE,
        OURS.ping());
    NoisePair pair = new NoisePair(others, OURS, (which, bytes) -> bytes).run();
    assertThat(reason(pair, pair.initiator)).isEqualTo(CloseReason.OTHER_NETWORK);
  }

  @Test
  void ourOwnAddressIsRefusedBeforeAnythingIsAgreed() throws WireException {
    NoisePair pair = new NoisePair(OURS, terms(ALICE, NodeType.CLIENT)).run();
    assertThat(reason(pair, pair.responder)).isEqualTo(CloseReason.SELF_CONNECTION);
    assertThat(pair.fromResponder).isEmpty();
  }

  @Test
  void aHintOfAnOldVersionOrOfAnotherModeIsRefusedBeforeAnythingIsAgreed() throws WireException {
    assertThat(reasonForHint(37, 16)).isEqualTo(CloseReason.OUTDATED_VERSION);
    assertThat(reasonForHint(36, 0)).as("the gateway's").isEqualTo(CloseReason.PROTOCOL_VIOLATION);
    assertThat(reasonForHint(43, 9)).as("no type").isEqualTo(CloseReason.PROTOCOL_VIOLATION);
  }

  @Test
  void aHintIsKnownBeforeAnythingIsAgreedSoThatWhoeverIsNotWantedCostsNothing() throws Exception {
    Handshake responder = NoiseExchange.responder(OURS, new Random(2));
    FrameDecoder stream = new FrameDecoder(Limits.ALEO);
    stream.feed(NoiseExchange.initiator(THEIRS, new Random(1)).opening().get(1));
    assertThat(responder.claimed()).isNull();
    assertThat(responder.take(stream)).isNotNull();
    assertThat(responder.claimed()).isEqualTo(BOB.peerId());
    assertThat(responder.farewell(CloseReason.BANNED))
        .as("nobody could open it")
        .isNull();
  }

  /** Each end has its own channel with whoever sits in between, so that no signature fits. */
  @Test
  void whatSomebodyInBetweenPassesOnIsRefused() throws WireException {
    Identity mallory = Impostor.of(ALICE.peerId());
    NoisePair pair = new NoisePair(terms(mallory, NodeType.CLIENT), THEIRS).run();
    assertThat(reason(pair, pair.responder)).isEqualTo(CloseReason.INVALID_CHALLENGE_RESPONSE);
    HandshakeException told = Objects.requireNonNull(pair.failureOf(pair.initiator));
    assertThat(told.origin()).isEqualTo(CloseOrigin.PEER);
    assertThat(told.reason()).isEqualTo(CloseReason.INVALID_CHALLENGE_RESPONSE);

    NoisePair other = new NoisePair(OURS, terms(Impostor.of(BOB.peerId()), NodeType.CLIENT)).run();
    assertThat(reason(other, other.initiator)).isEqualTo(CloseReason.INVALID_CHALLENGE_RESPONSE);
    assertThat(other.initiator.isProven()).isFalse();
  }

  /** At once, since whoever refuses hangs up at once, and the end of the socket would be first. */
  @Test
  void whoIsNotTakenOnHearsWhyBeforeAnythingIsVerified() throws Exception {
    NoisePair pair =
        new NoisePair(OURS, THEIRS, (which, bytes) -> which == 4 ? new byte[0] : bytes);
    pair.run();
    pair.toInitiator.feed(Objects.requireNonNull(pair.responder.farewell(CloseReason.SURPLUS)));
    assertThatThrownBy(() -> pair.initiator.take(pair.toInitiator))
        .isInstanceOfSatisfying(HandshakeException.class, refusal -> {
          assertThat(refusal.origin()).isEqualTo(CloseOrigin.PEER);
          assertThat(refusal.reason()).isEqualTo(CloseReason.SURPLUS);
        });
  }

  @Test
  void nothingIsTakenInWhileSomethingIsProvedAndALongBlockNotAtAll() throws Exception {
    Handshake responder = NoiseExchange.responder(OURS, new Random(2));
    FrameDecoder stream = new FrameDecoder(Limits.ALEO);
    stream.feed(NoiseExchange.initiator(THEIRS, new Random(1)).opening().get(1));
    responder.take(stream);
    assertThat(responder.isProving()).isTrue();
    assertThatThrownBy(() -> responder.take(stream)).isInstanceOf(IllegalStateException.class);

    Handshake other = NoiseExchange.responder(OURS, new Random(2));
    FrameDecoder tooLong = new FrameDecoder(Limits.ALEO);
    tooLong.feed(new byte[] {1, 4, 0, 0});
    assertThatThrownBy(() -> other.take(tooLong))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("1025 bytes")
        .hasMessageContaining("at most 1024");
  }

  @Test
  void whoSaysAnythingElseThanInItsHintIsRefused() throws WireException {
    NoisePair pair = new NoisePair(terms(Impostor.turningInto(BOB), NodeType.CLIENT), OURS).run();
    assertThat(reason(pair, pair.responder)).isEqualTo(CloseReason.PROTOCOL_VIOLATION);
    assertThat(pair.failureOf(pair.responder)).hasMessageContaining("it says");
    assertThat(pair.failureOf(pair.initiator)).as("and hears so").isNotNull();
  }

  /** The channel belongs to the thread that verifies until the result is here. */
  @Test
  void whileSomethingIsProvedThereIsNoLastWord() throws Exception {
    NoisePair pair =
        new NoisePair(OURS, THEIRS, (which, bytes) -> which == 3 ? new byte[0] : bytes);
    pair.run();
    pair.toResponder.feed(pair.fromInitiator.get(2));
    Handshake.Taken taken = Objects.requireNonNull(pair.responder.take(pair.toResponder));
    Proof.Result result = Objects.requireNonNull(taken.proof()).run();
    assertThat(pair.responder.farewell(CloseReason.HANDSHAKE_TIMEOUT)).isNull();
    pair.responder.goOn(result);
    assertThat(pair.responder.farewell(CloseReason.SURPLUS)).isNotNull();
  }

  @Test
  void onlyAnAleoNetworkTakesItsBeginningOutOfTheStream() {
    Random keys = new Random(1);
    assertThat(OURS.begunInstead(streamOf(NoiseHandshake.magic()), keys)).isNotNull();
    assertThat(OURS.begunInstead(streamOf(new byte[] {45, 0, 0, 0}), keys)).isNull();
    assertThat(HandshakePair.ALICE.begunInstead(streamOf(NoiseHandshake.magic()), keys))
        .isNull();
  }

  private static FrameDecoder streamOf(byte[] bytes) {
    FrameDecoder stream = new FrameDecoder(Limits.ALEO);
    stream.feed(bytes);
    return stream;
  }

  private static CloseReason reasonForHint(int at, int value) throws WireException {
    NoisePair pair = new NoisePair(OURS, THEIRS, (which, bytes) -> {
      if (which == 1) {
        bytes[at] = (byte) value;
      }
      return bytes;
    });
    pair.run();
    assertThat(pair.fromResponder).isEmpty();
    return reason(pair, pair.responder);
  }

  private static CloseReason reason(NoisePair pair, Handshake side) {
    HandshakeException failure = pair.failureOf(side);
    return Objects.requireNonNull(failure, "this side did not fail").reason();
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static HandshakeTerms terms(Identity identity, NodeType type) {
    return HandshakeTerms.of(identity, profile(NETWORK), 4130, type);
  }

  private static HandshakeTerms in(AleoNetwork network, Identity identity) {
    return HandshakeTerms.of(identity, profile(network), 4130, NodeType.CLIENT);
  }

  private static Profile profile(AleoNetwork network) {
    return Profile.ofAleo("aleo", network).beginning(Opening.NOISE);
  }
}
