package io.fencewire.handshake;

import io.fencewire.fuzz.Allocation;
import io.fencewire.fuzz.Script;
import io.fencewire.handshake.ChallengeHandshake.Phase;
import io.fencewire.identity.Identity;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.ByteWriter;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.ChallengeRequest;
import io.fencewire.wire.ChallengeResponse;
import io.fencewire.wire.FrameDecoder;
import io.fencewire.wire.Limits;
import io.fencewire.wire.Message;
import io.fencewire.wire.WireException;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One handshake of a node with a scripted peer, and the checks at each of its steps. */
final class HandshakeRun {
  static final int DIALED = 1;
  static final int WE_ARE_PLAIN = 2;
  static final int THEY_ARE_PLAIN = 4;

  private static final int STEPS_MAX = 12;
  private static final HandshakeTerms ALICE = ScriptedPeer.remembering(HandshakePair.ALICE);

  private final CountedIdentity identity = new CountedIdentity(ALICE.identity());
  private final FrameDecoder decoder = new FrameDecoder(Limits.PRIVATE);
  private final Script script;
  private final ScriptedPeer peer;
  private final ChallengeHandshake node;
  private @Nullable ChallengeRequest ourRequest;
  private @Nullable ChallengeResponse theirResponse;
  private long fed;
  private long allocated;

  HandshakeRun(byte[] input) {
    script = new Script(input);
    int mode = script.u8();
    HandshakeTerms full = new HandshakeTerms(
        identity, ALICE.genesis(), ALICE.restrictionsId(), 4130, ALICE.nodeType());
    HandshakeTerms terms = (mode & WE_ARE_PLAIN) == 0 ? full : full.withoutExtensions();
    SplittableRandom nonces = new SplittableRandom(7);
    node = (mode & DIALED) == 0
        ? ChallengeHandshake.initiator(terms, nonces)
        : ChallengeHandshake.responder(terms, nonces);
    peer = new ScriptedPeer(script, (mode & THEY_ARE_PLAIN) == 0);
    say(node.start());
  }

  /** Runs the script to its end or to that of the handshake. */
  HandshakeRun run() {
    try {
      for (int step = 0; step < STEPS_MAX && !script.isOver(); step++) {
        byte[] bytes = peer.next();
        fed += bytes.length;
        decoder.feed(bytes);
        takeIn();
      }
    } catch (HandshakeException e) {
      require(node.phase() == Phase.FAILED, "failed but is " + node.phase());
      require(!String.valueOf(e.getMessage()).isBlank(), "fails without a word");
    } catch (WireException e) {
      require(node.phase() != Phase.FAILED, "failed of bytes that it was never given");
    }
    return this;
  }

  ChallengeHandshake.Phase phase() {
    return node.phase();
  }

  /** The bytes the peer has sent. */
  long fed() {
    return fed;
  }

  /** What the node allocated for them. */
  long allocated() {
    return allocated;
  }

  private void takeIn() throws HandshakeException, WireException {
    for (Message message = next(); message != null; message = next()) {
      if (node.phase() == Phase.COMPLETE) {
        checkOver(message);
      } else {
        handle(message);
      }
    }
  }

  private @Nullable Message next() throws WireException {
    long before = Allocation.soFar();
    try {
      return decoder.next();
    } finally {
      allocated += Allocation.soFar() - before;
    }
  }

  private void handle(Message message) throws HandshakeException {
    boolean proven = node.isProven();
    if (node.phase() == Phase.EXPECT_RESPONSE && message instanceof ChallengeResponse response) {
      theirResponse = response;
    }
    long before = Allocation.soFar();
    List<Message> answer;
    try {
      answer = HandshakePair.tell(node, message);
    } finally {
      allocated += Allocation.soFar() - before;
      checkProof();
    }
    require(node.phase() != Phase.FAILED, "failed without an exception");
    require(answer.isEmpty() || !proven, "speaks after the proof: " + answer);
    say(answer);
  }

  private void say(List<Message> messages) {
    for (Message message : messages) {
      if (message instanceof ChallengeRequest request) {
        require(ourRequest == null, "asks twice");
        ourRequest = request;
      }
    }
    peer.hear(messages);
  }

  /** Nobody but the peer with the key is ever proven, and it only by signing our nonce. */
  private void checkProof() {
    require(identity.signatures <= 1, "signs " + identity.signatures + " times");
    if (node.isProven()) {
      ChallengeRequest ours = require(ourRequest);
      ChallengeResponse theirs = require(theirResponse);
      PeerId mallory = ScriptedPeer.MALLORY.identity().peerId();
      require(
          node.proven().peer().equals(mallory), "has proven " + node.proven().peer());
      byte[] signed = new ByteWriter(16).u64(ours.nonce()).u64(theirs.nonce()).toArray();
      require(peer.hasSigned(signed), "took a signature that was never made");
      require(identity.signatures == 1, "is done without a signature of its own");
    } else {
      boolean early = node.phase() != Phase.COMPLETE && node.phase() != Phase.EXPECT_VERDICT;
      require(early, "is " + node.phase() + " without a proof");
    }
  }

  /** Whoever still speaks to it makes a mistake, and hears of it. */
  private void checkOver(Message message) throws HandshakeException {
    try {
      HandshakePair.tell(node, message);
    } catch (IllegalStateException right) {
      return;
    }
    require(false, "takes in what comes behind its end");
  }

  private static <T> T require(@Nullable T value) {
    require(value != null, "is proven before anything was said");
    return Objects.requireNonNull(value);
  }

  private static void require(boolean right, String problem) {
    if (!right) {
      throw new AssertionError("the node " + problem);
    }
  }

  /** An identity that counts what it signs. */
  private static final class CountedIdentity implements Identity {
    private final Identity identity;
    private int signatures;

    CountedIdentity(Identity identity) {
      this.identity = identity;
    }

    @Override
    public PeerId peerId() {
      return identity.peerId();
    }

    @Override
    public Bytes sign(byte[] message) {
      signatures++;
      return identity.sign(message);
    }

    @Override
    public boolean verify(PeerId signer, byte[] message, Bytes signature) {
      return identity.verify(signer, message, signature);
    }
  }
}
