package io.fencewire.handshake;

import static io.fencewire.handshake.HandshakePair.ALICE;
import static io.fencewire.handshake.HandshakePair.BOB;
import static io.fencewire.handshake.HandshakePair.tell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fencewire.handshake.ChallengeHandshake.Phase;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.PeerTraits;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.ChallengeRequest;
import io.fencewire.wire.ChallengeResponse;
import io.fencewire.wire.Disconnect;
import io.fencewire.wire.Message;
import io.fencewire.wire.MessageType;
import io.fencewire.wire.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {
  /** A way through the messages up to a phase. */
  private record Way(boolean initiator, int messages, MessageType wanted) {}

  private static final List<Way> WAYS = List.of(
      new Way(true, 0, MessageType.CHALLENGE_RESPONSE),
      new Way(true, 1, MessageType.CHALLENGE_REQUEST),
      new Way(true, 2, MessageType.VERDICT),
      new Way(false, 0, MessageType.CHALLENGE_REQUEST),
      new Way(false, 1, MessageType.CHALLENGE_RESPONSE));

  private final HandshakePair honest = new HandshakePair(ALICE, BOB, 7).run();

  @Test
  void bothEndsProveThemselves() {
    assertThat(honest.initiator.phase()).isEqualTo(Phase.COMPLETE);
    assertThat(honest.responder.phase()).isEqualTo(Phase.COMPLETE);
    Proven bob = honest.initiator.proven();
    Proven alice = honest.responder.proven();
    assertThat(bob.peer()).isEqualTo(BOB.identity().peerId());
    assertThat(bob.listenPort()).isEqualTo(4131);
    assertThat(bob.traits()).isEqualTo(new PeerTraits(NodeType.CLIENT, 17, 1));
    assertThat(alice.peer()).isEqualTo(ALICE.identity().peerId());
    assertThat(alice.listenPort()).isEqualTo(4130);
    assertThat(alice.traits()).isEqualTo(new PeerTraits(NodeType.CLIENT, 17, 1));
  }

  @Test
  void bothEndsNameTheSessionAlikeAndEachHandshakeIsAnother() {
    Proven alice = honest.responder.proven();
    Proven bob = honest.initiator.proven();
    assertThat(alice.session()).isEqualTo(bob.session());
    Proven later = new HandshakePair(ALICE, BOB, 8).run().initiator.proven();
    assertThat(later.session()).isNotEqualTo(bob.session());
  }

  @Test
  void theSessionIsADigestOfTheInitiatorsNonceAndTheRespondersBothLittleEndian() throws Exception {
    RandomGenerator ofInitiator = () -> 0x1122334455667788L;
    RandomGenerator ofResponder = () -> 0x99aabbccddeeff00L;
    ChallengeHandshake initiator = ChallengeHandshake.initiator(ALICE, ofInitiator);
    ChallengeHandshake responder = ChallengeHandshake.responder(BOB, ofResponder);
    for (Message message : tell(responder, initiator.start().get(0))) {
      for (Message answer : tell(initiator, message)) {
        tell(responder, answer);
      }
    }
    assertThat(responder.proven().session())
        .isEqualTo(initiator.proven().session())
        .isEqualTo(0xa3c98e93e115fe60L);
  }

  @Test
  void theMessagesAreThoseOfTheProtocol() {
    ChallengeRequest first = (ChallengeRequest) honest.toResponder.get(0);
    ChallengeResponse second = (ChallengeResponse) honest.toInitiator.get(0);
    ChallengeRequest third = (ChallengeRequest) honest.toInitiator.get(1);
    ChallengeResponse fourth = (ChallengeResponse) honest.toResponder.get(1);
    assertThat(first.version()).isEqualTo(17);
    assertThat(first.listenPort()).isEqualTo(4130);
    assertThat(first.address()).isEqualTo(ALICE.identity().peerId());
    assertThat(third.address()).isEqualTo(BOB.identity().peerId());
    assertThat(second.genesis()).isEqualTo(BOB.genesis());
    assertThat(second.restrictionsId()).isEqualTo(Bytes.wrap(new byte[32]));
    assertThat(second.signature())
        .isEqualTo(BOB.identity().sign(littleEndian(first.nonce(), second.nonce())));
    assertThat(fourth.signature())
        .isEqualTo(ALICE.identity().sign(littleEndian(third.nonce(), fourth.nonce())));
    assertThat(Set.of(first.nonce(), second.nonce(), third.nonce(), fourth.nonce()))
        .hasSize(4);
    assertThat(honest.toInitiator).hasSize(3);
    assertThat(honest.toResponder).hasSize(2);
  }

  @Test
  void nobodyIsProvenBeforeItsSignatureIsVerified() throws Exception {
    ChallengeHandshake initiator = along(new Way(true, 1, MessageType.CHALLENGE_REQUEST));
    ChallengeHandshake responder = along(new Way(false, 1, MessageType.CHALLENGE_RESPONSE));
    for (ChallengeHandshake side : List.of(initiator, responder)) {
      assertThat(side.isProven()).isFalse();
      assertThatIllegalStateException()
          .isThrownBy(side::proven)
          .withMessageContaining("not proven");
    }
    tell(initiator, honest.toInitiator.get(1));
    tell(responder, honest.toResponder.get(1));
    assertThat(initiator.isProven()).isTrue();
    assertThat(responder.isProven()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"true,true,1", "true,false,0", "false,true,0", "false,false,0"})
  void extensionsAreInForceIfBothEndsHaveThem(boolean dialer, boolean dialed, int inForce) {
    HandshakePair pair = new HandshakePair(
            dialer ? ALICE : ALICE.withoutExtensions(), dialed ? BOB : BOB.withoutExtensions(), 7)
        .run();
    assertThat(pair.initiator.phase()).isEqualTo(Phase.COMPLETE);
    assertThat(pair.initiator.proven().traits().extensions()).isEqualTo(inForce);
    assertThat(pair.responder.proven().traits().extensions()).isEqualTo(inForce);
    assertThat(pair.toInitiator).hasSize(2 + inForce);
  }

  @Test
  void theInitiatorWaitsForTheVerdictOnlyOfAPeerWithExtensions() throws Exception {
    assertThat(along(WAYS.get(2)).phase()).isEqualTo(Phase.EXPECT_VERDICT);
    HandshakePair plain = new HandshakePair(ALICE, BOB.withoutExtensions(), 7).run();
    ChallengeHandshake initiator = new HandshakePair(ALICE, BOB, 7).initiator;
    tell(initiator, plain.toInitiator.get(0));
    assertThat(initiator.phase()).isEqualTo(Phase.EXPECT_REQUEST);
    assertThat(tell(initiator, plain.toInitiator.get(1))).hasSize(1);
    assertThat(initiator.phase()).isEqualTo(Phase.COMPLETE);
  }

  @Test
  void everyOtherMessageIsAViolationInEveryPhase() throws Exception {
    Set<MessageType> tried = EnumSet.noneOf(MessageType.class);
    for (Way way : WAYS) {
      for (Message message : SampleMessages.ofEveryType()) {
        if (message.type() != way.wanted() && message.type() != MessageType.DISCONNECT) {
          assertFails(along(way), message, CloseReason.PROTOCOL_VIOLATION, CloseOrigin.SERVER);
          tried.add(message.type());
        }
      }
    }
    assertThat(tried).isEqualTo(EnumSet.complementOf(EnumSet.of(MessageType.DISCONNECT)));
  }

  @ParameterizedTest
  @CsvSource({"12,SURPLUS", "8,ROTATION", "64,TIE_BREAK", "71,OTHER_NETWORK", "200,NO_REASON_GIVEN"
  })
  void aDisconnectEndsEveryPhaseWithThePeersReason(int code, CloseReason reason) throws Exception {
    for (Way way : WAYS) {
      assertFails(along(way), new Disconnect(code, 0), reason, CloseOrigin.PEER);
    }
  }

  @ParameterizedTest
  @CsvSource({"18,ALREADY_CONNECTED", "64,TIE_BREAK", "12,SURPLUS", "67,BANNED"})
  void aRefusalTellsTheInitiatorWhy(int code, CloseReason reason) throws Exception {
    ChallengeHandshake initiator = along(WAYS.get(2));
    assertFails(initiator, new Verdict(false, code), reason, CloseOrigin.PEER);
    assertThat(initiator.proven().peer()).isEqualTo(BOB.identity().peerId());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothingIsTakenInOnceItIsOver(boolean failed) throws Exception {
    ChallengeHandshake responder = along(new Way(false, 2, MessageType.VERDICT));
    if (failed) {
      responder = along(WAYS.get(3));
      assertFails(responder, new Disconnect(9, 0), CloseReason.SHUTDOWN, CloseOrigin.PEER);
    }
    ChallengeHandshake over = responder;
    for (Message message : SampleMessages.ofEveryType()) {
      assertThatIllegalStateException().isThrownBy(() -> tell(over, message));
    }
    assertThat(over.phase()).isEqualTo(failed ? Phase.FAILED : Phase.COMPLETE);
  }

  @Test
  void onlyTheRightOrderLeadsToTheEnd() {
    assertThat(ordersThatComplete(true, honest.toInitiator)).containsExactly(honest.toInitiator);
    assertThat(ordersThatComplete(false, honest.toResponder)).containsExactly(honest.toResponder);
  }

  @ParameterizedTest
  @EnumSource
  void everyNodeTypeIsPassedOn(NodeType type) {
    HandshakeTerms terms =
        new HandshakeTerms(ALICE.identity(), ALICE.genesis(), ALICE.restrictionsId(), 0, type);
    HandshakePair pair = new HandshakePair(terms, BOB, 7).run();
    assertThat(pair.responder.proven().traits().nodeType()).isEqualTo(type);
    assertThat(pair.responder.proven().listenPort()).isZero();
  }

  /** The orders of the messages in which this side reaches COMPLETE with the last one. */
  private List<List<Message>> ordersThatComplete(boolean initiator, List<Message> messages) {
    return permutations(messages)
        .filter(order -> {
          ChallengeHandshake side = fresh(initiator);
          try {
            for (Message message : order) {
              tell(side, message);
            }
          } catch (HandshakeException e) {
            assertThat(e.reason()).isEqualTo(CloseReason.PROTOCOL_VIOLATION);
          }
          return side.phase() == Phase.COMPLETE;
        })
        .toList();
  }

  private static Stream<List<Message>> permutations(List<Message> messages) {
    if (messages.isEmpty()) {
      return Stream.of(List.of());
    }
    return messages.stream().flatMap(first -> {
      List<Message> others = new ArrayList<>(messages);
      others.remove(first);
      return permutations(others)
          .map(rest -> Stream.concat(Stream.of(first), rest.stream()).toList());
    });
  }

  /** A side with the nonces of the honest handshake, which therefore accepts its messages. */
  private static ChallengeHandshake fresh(boolean initiator) {
    HandshakePair pair = new HandshakePair(ALICE, BOB, 7);
    return initiator ? pair.initiator : pair.responder;
  }

  private ChallengeHandshake along(Way way) throws HandshakeException {
    ChallengeHandshake side = fresh(way.initiator());
    List<Message> messages = way.initiator() ? honest.toInitiator : honest.toResponder;
    for (Message message : messages.subList(0, way.messages())) {
      tell(side, message);
    }
    return side;
  }

  private static void assertFails(
      ChallengeHandshake side, Message message, CloseReason reason, CloseOrigin origin) {
    HandshakeException failure =
        catchThrowableOfType(HandshakeException.class, () -> tell(side, message));
    assertThat(failure).as("%s", message).isNotNull();
    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.origin()).isEqualTo(origin);
    assertThat(failure.getMessage()).isNotBlank();
    assertThat(side.phase()).isEqualTo(Phase.FAILED);
  }

  private static byte[] littleEndian(long first, long second) {
    byte[] bytes = new byte[16];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (first >>> (8 * i));
      bytes[8 + i] = (byte) (second >>> (8 * i));
    }
    return bytes;
  }
}
