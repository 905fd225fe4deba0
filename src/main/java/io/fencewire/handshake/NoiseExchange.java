package io.fencewire.handshake;

import io.fencewire.identity.aleo.EncodingException;
import io.fencewire.identity.aleo.NoiseHandshake;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.Direction;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.PeerTraits;
import io.fencewire.wire.ByteWriter;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.FrameDecoder;
import io.fencewire.wire.PeerInfo;
import io.fencewire.wire.WireException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One side of the handshake that snarkOS's sources have since July 2026: a Noise channel (XX), and in
 * it what each says of itself, with a signature over all that was said before. It proves that nobody
 * sits in between, and takes nothing that is not signed for granted. Then its keys are thrown away,
 * and the connection goes on in the clear.
 *
 * <p>Four blocks, each with its length before it: the initiator's key, with a hint that anybody can
 * read, so that whoever is not wanted costs no key; the responder's, with what it says of itself; the
 * initiator's, with its signature; and the responder's last word, which is its own signature, or why
 * it does not take the initiator on.
 */
public final class NoiseExchange implements Handshake {
  /** What this side waits for. */
  private enum Phase {
    /** The initiator's hint. */
    EXPECT_HINT,
    /** What the responder says of itself. */
    EXPECT_INFO,
    /** What the initiator says of itself, signed. */
    EXPECT_PROOF,
    /** Whether the responder takes us on. */
    EXPECT_WELCOME,
    /** Nothing. */
    COMPLETE,
    /** Nothing: it was broken off and can't go on. */
    FAILED
  }

  /** A part of a step that needs no other thread. */
  private interface Check {
    void run() throws EncodingException, WireException, HandshakeException;
  }

  private final HandshakeTerms terms;
  private final Direction direction;
  private final NoiseHandshake noise;
  private final NoiseSteps steps;
  private Phase phase;
  private boolean proving;
  private @Nullable Bytes signature;
  private @Nullable Proven proven;

  private NoiseExchange(HandshakeTerms terms, Direction direction, RandomGenerator keys) {
    boolean dialled = direction == Direction.OUTBOUND;
    this.terms = terms;
    this.direction = direction;
    this.noise = dialled ? NoiseHandshake.initiator(keys) : NoiseHandshake.responder(keys);
    this.steps = new NoiseSteps(terms, noise);
    this.phase = dialled ? Phase.EXPECT_INFO : Phase.EXPECT_HINT;
  }

  /** The side that dialled. The keys must be unpredictable, as a SecureRandom's are. */
  public static NoiseExchange initiator(HandshakeTerms terms, RandomGenerator keys) {
    return new NoiseExchange(terms, Direction.OUTBOUND, keys);
  }

  /** The side that was dialled, and has taken {@link NoiseHandshake#magic} out of the stream. */
  public static NoiseExchange responder(HandshakeTerms terms, RandomGenerator keys) {
    return new NoiseExchange(terms, Direction.INBOUND, keys);
  }

  @Override
  public List<byte[]> opening() {
    if (direction == Direction.INBOUND) {
      return List.of();
    }
    byte[] first = block(noise.write(terms.info().hint().toBytes()));
    return List.of(NoiseHandshake.magic(), first);
  }

  @Override
  public @Nullable Taken take(FrameDecoder stream) throws HandshakeException, WireException {
    if (proving || phase == Phase.COMPLETE || phase == Phase.FAILED) {
      throw new IllegalStateException("the handshake is " + phase + " and takes nothing");
    }
    byte[] message = stream.nextBlock(NoiseHandshake.MESSAGE_MAX);
    if (message == null) {
      return null;
    }
    if (phase == Phase.EXPECT_HINT) {
      beforeProof(() -> look(message));
    } else if (phase == Phase.EXPECT_WELCOME) {
      // who turns us away hangs up at once: beside the event loop the reason would come too late
      beforeProof(() -> steps.hear(message));
    }
    proving = true;
    return new Taken(() -> step(message));
  }

  @Override
  public List<byte[]> goOn(Proof.Result result) throws HandshakeException {
    if (!proving) {
      throw new IllegalStateException("the handshake is " + phase + " and has nothing to prove");
    }
    proving = false;
    HandshakeException failure = result.failure();
    if (failure != null) {
      become(Phase.FAILED);
      throw failure;
    }
    Bytes product = result.product();
    become(following());
    if (phase != Phase.COMPLETE) {
      return product == null ? List.of() : List.of(block(product.toArray()));
    }
    signature = product;
    proven = establish();
    return List.of();
  }

  @Override
  public List<byte[]> welcome() {
    if (direction == Direction.OUTBOUND || signature == null) {
      return List.of();
    }
    return List.of(block(steps.accept(signature)));
  }

  /** The reason for a peer that dialled, once there is a channel; nothing for one that we dialled. */
  @Override
  public byte @Nullable [] farewell(CloseReason reason) {
    boolean understood = direction == Direction.INBOUND && !proving && noise.isOver();
    return understood ? block(steps.reject(reason.code(false))) : null;
  }

  @Override
  public boolean isProving() {
    return proving;
  }

  @Override
  public boolean isProven() {
    return proven != null;
  }

  @Override
  public boolean isComplete() {
    return phase == Phase.COMPLETE;
  }

  @Override
  public @Nullable PeerId claimed() {
    return phase == Phase.EXPECT_HINT ? steps.claimed() : null;
  }

  @Override
  public boolean hasWelcome() {
    return true;
  }

  @Override
  public Proven proven() {
    if (proven == null) {
      throw new IllegalStateException("the peer's identity is not proven: " + phase);
    }
    return proven;
  }

  @Override
  public boolean accepts(long version) {
    return terms.accepts(version);
  }

  /** All that can be said against a peer before a key is agreed. */
  private void look(byte[] first) throws EncodingException, WireException, HandshakeException {
    PeerInfo.Hint hint = PeerInfo.Hint.of(NoiseHandshake.clearText(first));
    terms.check(hint);
    steps.hinted(hint);
  }

  /** What costs next to nothing is checked at once. */
  private void beforeProof(Check check) throws HandshakeException {
    try {
      check.run();
    } catch (EncodingException | WireException e) {
      become(Phase.FAILED);
      throw violation(e);
    } catch (HandshakeException e) {
      become(Phase.FAILED);
      throw e;
    }
  }

  private Proof.Result step(byte[] message) {
    try {
      return Proof.Result.of(
          switch (phase) {
            case EXPECT_HINT -> steps.answer(message);
            case EXPECT_INFO -> steps.introduce(message);
            case EXPECT_PROOF -> steps.judge(message);
            case EXPECT_WELCOME -> steps.trust();
            case COMPLETE, FAILED -> throw new IllegalStateException("the handshake is " + phase);
          });
    } catch (EncodingException | WireException e) {
      return Proof.Result.failed(violation(e));
    } catch (HandshakeException e) {
      return Proof.Result.failed(e);
    }
  }

  private Proven establish() {
    PeerInfo.Hint said = steps.said();
    return new Proven(
        said.address(),
        said.listenPort(),
        new PeerTraits(said.nodeType(), said.version(), 0),
        ByteBuffer.wrap(noise.hash()).getLong());
  }

  private Phase following() {
    return switch (phase) {
      case EXPECT_HINT -> Phase.EXPECT_PROOF;
      case EXPECT_INFO -> Phase.EXPECT_WELCOME;
      case EXPECT_PROOF, EXPECT_WELCOME -> Phase.COMPLETE;
      case COMPLETE, FAILED -> throw new IllegalStateException("nothing follows " + phase);
    };
  }

  private void become(Phase next) {
    assert phase != Phase.COMPLETE && phase != Phase.FAILED : phase + " can't become " + next;
    phase = next;
  }

  private static HandshakeException violation(Exception problem) {
    return HandshakeException.judged(
        CloseReason.PROTOCOL_VIOLATION, String.valueOf(problem.getMessage()));
  }

  private static byte[] block(byte[] message) {
    return new ByteWriter(Integer.BYTES + message.length)
        .u32(message.length)
        .bytes(message)
        .toArray();
  }
}
