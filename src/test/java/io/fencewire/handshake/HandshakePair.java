package io.fencewire.handshake;

import io.fencewire.identity.Ed25519Identity;
import io.fencewire.peer.NodeType;
import io.fencewire.wire.Message;
import io.fencewire.wire.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Two sides of a handshake, joined by a line on which a message can be changed on its way. */
public final class HandshakePair {
  public static final HandshakeTerms ALICE = terms(1, "test", 4130);
  public static final HandshakeTerms BOB = terms(2, "test", 4131);

  /** What each side was handed, as it arrived. */
  final List<Message> toInitiator = new ArrayList<>();

  final List<Message> toResponder = new ArrayList<>();
  public final ChallengeHandshake initiator;
  public final ChallengeHandshake responder;

  private final Queue<Message> upstream = new ArrayDeque<>();
  private final Queue<Message> downstream = new ArrayDeque<>();
  private final Map<ChallengeHandshake, HandshakeException> failures = new HashMap<>();
  private UnaryOperator<Message> change = UnaryOperator.identity();

  public HandshakePair(HandshakeTerms dialer, HandshakeTerms dialed, long randomSeed) {
    Random nonces = new Random(randomSeed);
    initiator = ChallengeHandshake.initiator(dialer, nonces);
    responder = ChallengeHandshake.responder(dialed, nonces);
  }

  static HandshakeTerms terms(int seed, String network, int listenPort) {
    byte[] bytes = new byte[Ed25519Identity.SEED_SIZE];
    Arrays.fill(bytes, (byte) seed);
    Ed25519Identity identity = Ed25519Identity.fromSeed(bytes);
    return HandshakeTerms.of(identity, network, listenPort, NodeType.CLIENT);
  }

  /** Hands a side a message, and has proved what is to be proved then. */
  static List<Message> tell(ChallengeHandshake side, Message message) throws HandshakeException {
    Proof proof = side.handle(message);
    return proof == null ? List.of() : side.proved(proof.run());
  }

  /** The usual two, changing what is on its way by {@code change}. */
  static HandshakePair tampered(UnaryOperator<Message> change) {
    HandshakePair pair = new HandshakePair(ALICE, BOB, 7);
    pair.change = change;
    return pair.run();
  }

  /** Runs until nothing is on its way, the responder admitting whoever is proven. */
  public HandshakePair run() {
    upstream.addAll(initiator.start());
    downstream.addAll(responder.start());
    while (!upstream.isEmpty() || !downstream.isEmpty()) {
      deliverTo(responder, upstream, downstream);
      deliverTo(initiator, downstream, upstream);
    }
    return this;
  }

  /** How one side failed; it must have. */
  HandshakeException failureOf(ChallengeHandshake side) {
    return Objects.requireNonNull(failures.get(side), "this side did not fail");
  }

  private void deliverTo(ChallengeHandshake side, Queue<Message> in, Queue<Message> out) {
    Message message = in.poll();
    if (message == null || isOver(side)) {
      return;
    }
    Message arrived = change.apply(message);
    (side == initiator ? toInitiator : toResponder).add(arrived);
    try {
      out.addAll(tell(side, arrived));
      if (side == responder
          && side.phase() == ChallengeHandshake.Phase.COMPLETE
          && side.proven().traits().hasExtensions()) {
        out.add(new Verdict(true, 0));
      }
    } catch (HandshakeException e) {
      failures.put(side, e);
    }
  }

  private static boolean isOver(ChallengeHandshake side) {
    return side.phase() == ChallengeHandshake.Phase.COMPLETE
        || side.phase() == ChallengeHandshake.Phase.FAILED;
  }
}
