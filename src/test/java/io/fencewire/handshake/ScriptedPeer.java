package io.fencewire.handshake;

import io.fencewire.fuzz.Script;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.ByteWriter;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.ChallengeRequest;
import io.fencewire.wire.ChallengeResponse;
import io.fencewire.wire.Disconnect;
import io.fencewire.wire.Frame;
import io.fencewire.wire.Message;
import io.fencewire.wire.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The other end of a handshake, whose every word a script decides. It has a key pair of its own and
 * knows who the node and a third peer are, but not their private keys.
 */
final class ScriptedPeer {
  static final HandshakeTerms MALLORY = remembering(HandshakePair.terms(3, "test", 4132));

  private static final int STEPS = 9;

  private final Script script;
  private final HandshakeTerms terms;
  private final List<Message> heard = new ArrayList<>();
  private final Set<Bytes> signed = new HashSet<>();

  ScriptedPeer(Script script, boolean extensions) {
    this.script = script;
    this.terms = extensions ? MALLORY : MALLORY.withoutExtensions();
  }

  /** The same terms, faster. */
  static HandshakeTerms remembering(HandshakeTerms terms) {
    return new HandshakeTerms(
        new RememberingIdentity(terms.identity()),
        terms.genesis(),
        terms.restrictionsId(),
        terms.listenPort(),
        terms.nodeType());
  }

  /** Takes in what the node says. */
  void hear(List<Message> messages) {
    heard.addAll(messages);
  }

  /** Whether it has signed these bytes with its key. */
  boolean hasSigned(byte[] bytes) {
    return signed.contains(Bytes.of(bytes));
  }

  /** What it sends next: one or more frames, or anything. */
  byte[] next() {
    int step = script.u8();
    return switch (step % STEPS) {
      case 0 -> Frame.encode(request());
      case 1 -> Frame.encode(response(challenge()));
      case 2 -> Frame.encode(anyRequest());
      case 3 -> Frame.encode(anyResponse());
      case 4 -> Frame.encode(new Verdict(false, script.u8()));
      case 5 -> Frame.encode(new Verdict(true, 0));
      case 6 -> heard.isEmpty() ? new byte[0] : echo(heard.get(script.u8() % heard.size()));
      case 7 -> turned(Frame.encode(script.u8() % 2 == 0 ? request() : response(challenge())));
      default ->
        step < 128 ? Frame.encode(new Disconnect(script.u8(), 0)) : script.upTo(script.u8());
    };
  }

  private ChallengeRequest request() {
    return new ChallengeRequest(
        17, terms.listenPort(), NodeType.CLIENT, terms.identity().peerId(), script.u8());
  }

  /** With a signature over this nonce, and one of its own. */
  private ChallengeResponse response(long challenge) {
    long nonce = script.u8();
    return new ChallengeResponse(
        terms.genesis(), terms.restrictionsId(), sign(challenge, nonce), nonce);
  }

  private ChallengeRequest anyRequest() {
    long version = script.u16();
    NodeType type = NodeType.values()[script.u8() % NodeType.values().length];
    PeerId address = switch (script.u8() % 4) {
      case 0 -> terms.identity().peerId();
      case 1 -> HandshakePair.ALICE.identity().peerId();
      case 2 -> HandshakePair.BOB.identity().peerId();
      default -> PeerId.of(script.bytes(PeerId.SIZE));
    };
    return new ChallengeRequest(version, script.u16(), type, address, script.u64());
  }

  private ChallengeResponse anyResponse() {
    byte[] genesis = terms.genesis().toArray();
    genesis[script.u8()] ^= (byte) script.u8();
    byte[] restrictions = terms.restrictionsId().toArray();
    restrictions[script.u8() % 32] ^= (byte) script.u8();
    long nonce = script.u64();
    Bytes signature = switch (script.u8() % 4) {
      case 0 -> sign(challenge(), nonce);
      case 1 -> sign(nonce, challenge());
      case 2 -> sign(script.u64(), nonce);
      default -> Bytes.wrap(script.bytes(1 + script.u8() % 128));
    };
    return new ChallengeResponse(Bytes.wrap(genesis), Bytes.wrap(restrictions), signature, nonce);
  }

  /** What the node said, as it was or with one byte turned. */
  private byte[] echo(Message message) {
    return turned(Frame.encode(message));
  }

  private byte[] turned(byte[] frame) {
    frame[script.u16() % frame.length] ^= (byte) script.u8();
    return frame;
  }

  /** The nonce that the node wants signed, as far as it has said it. */
  private long challenge() {
    return heard.stream()
        .filter(ChallengeRequest.class::isInstance)
        .mapToLong(message -> ((ChallengeRequest) message).nonce())
        .findFirst()
        .orElse(0);
  }

  private Bytes sign(long challenge, long nonce) {
    byte[] message = new ByteWriter(16).u64(challenge).u64(nonce).toArray();
    signed.add(Bytes.of(message));
    return terms.identity().sign(message);
  }
}
