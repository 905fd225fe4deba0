package io.fencewire.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.identity.Identity;
import io.fencewire.identity.aleo.AleoAccount;
import io.fencewire.identity.aleo.AleoIdentity;
import io.fencewire.identity.aleo.AleoNetwork;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.BlockLocators;
import io.fencewire.wire.BlockLocators.Locator;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.ChallengeRequest;
import io.fencewire.wire.ChallengeResponse;
import io.fencewire.wire.Message;
import io.fencewire.wire.Ping;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The handshake of an Aleo network: what it says, and what it refuses before it costs anything. */
class AleoHandshakeTest {
  private static final Identity ALICE = account();
  private static final Identity BOB = account();
  private static final Profile TESTNET = Profile.ofAleo("aleo", AleoNetwork.TESTNET);

  @Test
  void twoAccountsShakeHandsWithoutAVerdict() {
    HandshakePair pair = pair(TESTNET, NodeType.CLIENT, TESTNET, NodeType.VALIDATOR);
    assertThat(pair.initiator.phase()).isEqualTo(ChallengeHandshake.Phase.COMPLETE);
    assertThat(pair.responder.phase()).isEqualTo(ChallengeHandshake.Phase.COMPLETE);
    assertThat(pair.initiator.proven().peer()).isEqualTo(BOB.peerId());
    assertThat(pair.responder.proven().peer()).isEqualTo(ALICE.peerId());
    assertThat(pair.toInitiator).hasSize(2);
    assertThat(pair.toResponder).hasSize(2);
    ChallengeRequest request = (ChallengeRequest) pair.toResponder.get(0);
    ChallengeResponse response = (ChallengeResponse) pair.toInitiator.get(0);
    assertThat(request.version()).isEqualTo(33);
    assertThat(response.genesis()).isEqualTo(AleoNetwork.TESTNET.genesis());
    assertThat(response.restrictionsId()).isEqualTo(AleoNetwork.TESTNET.restrictionsId());
    assertThat(response.signature().size()).isEqualTo(128);
  }

  /** Two bytes of each header stand where a private network has its extension version. */
  @Test
  void noGenesisHeaderIsTakenForExtensions() {
    byte[] header = AleoNetwork.TESTNET.genesis().toArray();
    header[32] = 1;
    header[33] = 0;
    Profile devnet =
        new Profile("devnet", Protocol.ALEO, Bytes.of(header), TESTNET.restrictionsId(), null);
    HandshakePair pair = pair(devnet, NodeType.CLIENT, devnet, NodeType.CLIENT);
    for (ChallengeHandshake side : List.of(pair.initiator, pair.responder)) {
      assertThat(side.proven().traits().extensions()).isZero();
      assertThat(side.phase()).isEqualTo(ChallengeHandshake.Phase.COMPLETE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 32, 33, 34, 150, 279})
  void everyByteOfTheHeaderCounts(int at) {
    byte[] header = AleoNetwork.TESTNET.genesis().toArray();
    header[at] ^= 1;
    Profile other =
        new Profile("other", Protocol.ALEO, Bytes.of(header), TESTNET.restrictionsId(), null);
    HandshakePair pair = pair(TESTNET, NodeType.CLIENT, other, NodeType.CLIENT);
    assertThat(pair.failureOf(pair.initiator).reason()).isEqualTo(CloseReason.OTHER_NETWORK);
    assertThat(pair.failureOf(pair.initiator)).hasMessageContaining("header with SHA-256 ");
  }

  @ParameterizedTest
  @CsvSource({
    "CLIENT, CLIENT, false",
    "CLIENT, VALIDATOR, false",
    "CLIENT, BOOTSTRAP_CLIENT, false",
    "PROVER, CLIENT, true",
    "CLIENT, PROVER, true",
    "PROVER, VALIDATOR, true"
  })
  void restrictionsCountUnlessOneEndIsAProver(NodeType dialer, NodeType dialed, boolean passes) {
    Profile other =
        new Profile("other", Protocol.ALEO, TESTNET.genesis(), Bytes.wrap(new byte[32]), null);
    HandshakePair pair = pair(TESTNET, dialer, other, dialed);
    if (passes) {
      assertThat(pair.initiator.phase()).isEqualTo(ChallengeHandshake.Phase.COMPLETE);
      assertThat(pair.responder.phase()).isEqualTo(ChallengeHandshake.Phase.COMPLETE);
    } else {
      HandshakeException failure = pair.failureOf(pair.initiator);
      assertThat(failure.reason()).isEqualTo(CloseReason.OTHER_NETWORK);
      assertThat(failure).hasMessageContaining("its restrictions id is 00");
    }
  }

  @ParameterizedTest
  @CsvSource({"16, OUTDATED_VERSION", "0, OUTDATED_VERSION", "17,", "31,", "4000000000,"})
  void versionsFromSeventeenOnAreAccepted(long version, @Nullable CloseReason refusal)
      throws HandshakeException {
    refuses(new ChallengeRequest(version, 4130, NodeType.CLIENT, BOB.peerId(), 1), refusal);
  }

  @Test
  void ourOwnAddressAndWhatIsNoneAreRefusedBeforeAnythingIsSigned() throws HandshakeException {
    refuses(
        new ChallengeRequest(17, 4130, NodeType.CLIENT, ALICE.peerId(), 1),
        CloseReason.SELF_CONNECTION);
    byte[] none = BOB.peerId().toBytes();
    while (ALICE.canBe(PeerId.of(none))) {
      none[0]++;
    }
    refuses(
        new ChallengeRequest(17, 4130, NodeType.CLIENT, PeerId.of(none), 1),
        CloseReason.PROTOCOL_VIOLATION);
    none[31] = (byte) 0xff; // beyond the field
    refuses(
        new ChallengeRequest(17, 4130, NodeType.CLIENT, PeerId.of(none), 1),
        CloseReason.PROTOCOL_VIOLATION);
  }

  @Test
  void aClientSaysThatItHasTheFirstBlockAndAProverSaysNothing() {
    Locator first = new Locator(0, AleoNetwork.TESTNET.firstBlock());
    BlockLocators locators = new BlockLocators(List.of(first), List.of(first));
    assertThat(TESTNET.ping(NodeType.CLIENT)).isEqualTo(new Ping(33, NodeType.CLIENT, locators));
    assertThat(TESTNET.ping(NodeType.PROVER)).isEqualTo(new Ping(33, NodeType.PROVER, null));
    assertThat(Profile.ofPrivate("any").ping(NodeType.CLIENT))
        .isEqualTo(new Ping(17, NodeType.CLIENT, null));
  }

  private static void refuses(Message request, @Nullable CloseReason reason)
      throws HandshakeException {
    ChallengeHandshake responder =
        ChallengeHandshake.responder(terms(ALICE, TESTNET, NodeType.CLIENT), new Random(1));
    if (reason == null) {
      assertThat(responder.handle(request)).isNotNull();
    } else {
      assertThatThrownBy(() -> responder.handle(request))
          .isInstanceOfSatisfying(
              HandshakeException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
  }

  private static HandshakePair pair(
      Profile dialer, NodeType dialerType, Profile dialed, NodeType dialedType) {
    return new HandshakePair(terms(ALICE, dialer, dialerType), terms(BOB, dialed, dialedType), 7)
        .run();
  }

  private static HandshakeTerms terms(Identity identity, Profile profile, NodeType type) {
    return HandshakeTerms.of(identity, profile, 4130, type);
  }

  private static Identity account() {
    SecureRandom random = new SecureRandom();
    return new AleoIdentity(AleoAccount.generate(random), random);
  }
}
