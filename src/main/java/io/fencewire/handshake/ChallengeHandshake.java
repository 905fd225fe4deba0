package io.fencewire.handshake;

import io.fencewire.peer.CloseReason;
import io.fencewire.peer.Direction;
import io.fencewire.peer.PeerTraits;
import io.fencewire.wire.ByteWriter;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.ChallengeRequest;
import io.fencewire.wire.ChallengeResponse;
import io.fencewire.wire.Disconnect;
import io.fencewire.wire.Frame;
import io.fencewire.wire.FrameDecoder;
import io.fencewire.wire.Message;
import io.fencewire.wire.Verdict;
import io.fencewire.wire.WireException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One side of the challenge handshake. The initiator sends its ChallengeRequest; the responder
 * answers with a ChallengeResponse and a ChallengeRequest of its own; the initiator verifies both
 * and answers with its ChallengeResponse. Each response signs the other side's nonce and one that
 * the signer drew itself. If both ends have extensions, the responder's {@link Verdict} is the last
 * word: the server sends it once it has decided about admission.
 *
 * <p>It makes and verifies no signature itself: that is a {@link Proof}, to be done where it holds up
 * nobody.
 *
 * <p>Whoever sits in the middle can pass all of it on: the handshake proves who the peer is, not
 * that nobody listens or writes in between.
 */
public final class ChallengeHandshake implements Handshake {
  /** What this side waits for. */
  public enum Phase {
    /** The peer owes the signature over our nonce. */
    EXPECT_RESPONSE,
    /** The peer owes its name and its nonce. */
    EXPECT_REQUEST,
    /** Nothing is taken in before a signature of the peer is verified, or ours is made. */
    PROVING,
    /** The identities are proven; the responder has yet to say whether it admits us. */
    EXPECT_VERDICT,
    /** Nothing is owed any more: the identities are proven. */
    COMPLETE,
    /** It was broken off and can't go on. */
    FAILED;

    private boolean isOver() {
      return this == COMPLETE || this == FAILED;
    }
  }

  private final HandshakeTerms terms;
  private final Direction direction;
  private final ChallengeRequest ourRequest;
  private final long ourResponseNonce;
  private Phase phase;
  private @Nullable ChallengeRequest request;
  private @Nullable ChallengeResponse response;
  private @Nullable Proven proven;

  private ChallengeHandshake(HandshakeTerms terms, Direction direction, RandomGenerator nonces) {
    this.terms = terms;
    this.direction = direction;
    this.ourRequest = new ChallengeRequest(
        terms.protocol().version(),
        terms.listenPort(),
        terms.nodeType(),
        terms.identity().peerId(),
        nonces.nextLong());
    this.ourResponseNonce = nonces.nextLong();
    this.phase = direction == Direction.OUTBOUND ? Phase.EXPECT_RESPONSE : Phase.EXPECT_REQUEST;
  }

  /** The side that dialled. The nonces must be unpredictable, as a SecureRandom's are. */
  public static ChallengeHandshake initiator(HandshakeTerms terms, RandomGenerator nonces) {
    return new ChallengeHandshake(terms, Direction.OUTBOUND, nonces);
  }

  /** The side that was dialled. The nonces must be unpredictable, as a SecureRandom's are. */
  public static ChallengeHandshake responder(HandshakeTerms terms, RandomGenerator nonces) {
    return new ChallengeHandshake(terms, Direction.INBOUND, nonces);
  }

  @Override
  public List<byte[]> opening() {
    return frames(start());
  }

  @Override
  public @Nullable Taken take(FrameDecoder stream) throws HandshakeException, WireException {
    Message message = stream.next();
    return message == null ? null : new Taken(handle(message));
  }

  @Override
  public List<byte[]> goOn(Proof.Result result) throws HandshakeException {
    return frames(proved(result));
  }

  @Override
  public List<byte[]> welcome() {
    return owesVerdict() ? frames(List.of(new Verdict(true, 0))) : List.of();
  }

  @Override
  public byte[] farewell(CloseReason reason) {
    int code = reason.code(hasWelcome());
    return Frame.encode(owesVerdict() ? new Verdict(false, code) : new Disconnect(code, 0));
  }

  /** What to send as soon as the socket is open. */
  public List<Message> start() {
    return direction == Direction.OUTBOUND ? List.of(ourRequest) : List.of();
  }

  /**
   * Takes in the next message of the peer, and makes every check that costs nothing.
   *
   * @return the costly part of this step, after which {@link #proved} goes on; null if there is none
   * @throws HandshakeException if the handshake fails with it
   * @throws IllegalStateException if the handshake was over before, or something is being proved
   */
  public @Nullable Proof handle(Message message) throws HandshakeException {
    try {
      if (message instanceof Disconnect disconnect && !phase.isOver()) {
        throw HandshakeException.refused(disconnect.code());
      }
      return switch (phase) {
        case EXPECT_RESPONSE -> onResponse(expect(message, ChallengeResponse.class));
        case EXPECT_REQUEST -> onRequest(expect(message, ChallengeRequest.class));
        case EXPECT_VERDICT -> onVerdict(expect(message, Verdict.class));
        case PROVING, COMPLETE, FAILED ->
          throw new IllegalStateException(
              "the handshake is " + phase + " and takes no " + message.type());
      };
    } catch (HandshakeException e) {
      become(Phase.FAILED, e.reason().name());
      throw e;
    }
  }

  /**
   * Goes on after the costly part of a step.
   *
   * @return what to send now, in order
   * @throws HandshakeException if the handshake fails with it
   * @throws IllegalStateException if nothing is being proved
   */
  public List<Message> proved(Proof.Result result) throws HandshakeException {
    if (phase != Phase.PROVING) {
      throw new IllegalStateException("the handshake is " + phase + " and has nothing to prove");
    }
    HandshakeException failure = result.failure();
    if (failure != null) {
      become(Phase.FAILED, failure.reason().name());
      throw failure;
    }
    boolean responds = response == null;
    if (response != null) {
      proven = establish(Objects.requireNonNull(request), response);
    }
    become(next(), "proved");
    Bytes signature = result.product();
    if (signature == null) {
      return List.of();
    }
    ChallengeResponse answer =
        new ChallengeResponse(terms.genesis(), terms.restrictionsId(), signature, ourResponseNonce);
    return responds ? List.of(answer, ourRequest) : List.of(answer);
  }

  @Override
  public boolean accepts(long version) {
    return terms.accepts(version);
  }

  /** What this side waits for. */
  public Phase phase() {
    return phase;
  }

  @Override
  public boolean isProving() {
    return phase == Phase.PROVING;
  }

  @Override
  public boolean isComplete() {
    return phase == Phase.COMPLETE;
  }

  @Override
  public boolean hasWelcome() {
    return proven != null && proven.traits().hasExtensions();
  }

  @Override
  public boolean isProven() {
    return proven != null;
  }

  @Override
  public Proven proven() {
    if (proven == null) {
      throw new IllegalStateException("the peer's identity is not proven: " + phase);
    }
    return proven;
  }

  // The initiator gets the response first, the responder the request.

  private @Nullable Proof onResponse(ChallengeResponse theirs) throws HandshakeException {
    terms.check(theirs, request);
    response = theirs;
    if (request == null) {
      become(Phase.EXPECT_REQUEST, "got a response");
      return null;
    }
    return prove(claim(request, theirs), null);
  }

  private Proof onRequest(ChallengeRequest theirs) throws HandshakeException {
    terms.check(theirs);
    if (response != null) {
      terms.check(response, theirs);
    }
    request = theirs;
    return prove(
        response == null ? null : claim(theirs, response),
        nonces(theirs.nonce(), ourResponseNonce));
  }

  private @Nullable Proof onVerdict(Verdict verdict) throws HandshakeException {
    if (!verdict.accepted()) {
      throw HandshakeException.refused(verdict.code());
    }
    become(Phase.COMPLETE, "admitted");
    return null;
  }

  private Proof prove(SignatureProof.@Nullable Claim claim, @Nullable Bytes ours) {
    become(Phase.PROVING, "signatures");
    return new SignatureProof(terms.identity(), claim, ours);
  }

  private SignatureProof.Claim claim(ChallengeRequest theirs, ChallengeResponse answer) {
    Bytes signed = nonces(ourRequest.nonce(), answer.nonce());
    return new SignatureProof.Claim(theirs.address(), signed, answer.signature());
  }

  private Proven establish(ChallengeRequest theirs, ChallengeResponse answer) {
    boolean dialled = direction == Direction.OUTBOUND;
    long first = dialled ? ourRequest.nonce() : theirs.nonce();
    Bytes both = nonces(first, dialled ? theirs.nonce() : ourRequest.nonce());
    return new Proven(
        theirs.address(),
        theirs.listenPort(),
        new PeerTraits(theirs.nodeType(), theirs.version(), terms.extensionsWith(answer)),
        ByteBuffer.wrap(HandshakeTerms.sha256(both.toArray())).getLong());
  }

  /** What follows when nothing is left to be proved. */
  private Phase next() {
    if (proven == null) {
      return Phase.EXPECT_RESPONSE;
    }
    boolean awaitsVerdict = direction == Direction.OUTBOUND && proven.traits().hasExtensions();
    return awaitsVerdict ? Phase.EXPECT_VERDICT : Phase.COMPLETE;
  }

  /** Whether the other end waits for our last word. */
  private boolean owesVerdict() {
    return direction == Direction.INBOUND && hasWelcome();
  }

  private static List<byte[]> frames(List<Message> messages) {
    return messages.stream().map(Frame::encode).toList();
  }

  private static Bytes nonces(long first, long second) {
    return Bytes.wrap(new ByteWriter(16).u64(first).u64(second).toArray());
  }

  private <T extends Message> T expect(Message message, Class<T> type) throws HandshakeException {
    if (!type.isInstance(message)) {
      String what = "expected a " + type.getSimpleName() + ", got " + message.type();
      throw HandshakeException.judged(CloseReason.PROTOCOL_VIOLATION, what);
    }
    return type.cast(message);
  }

  private void become(Phase next, String why) {
    assert !phase.isOver() : phase + " is final; asked for " + next + ": " + why;
    phase = next;
  }
}
