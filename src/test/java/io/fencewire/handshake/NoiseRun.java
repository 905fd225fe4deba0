package io.fencewire.handshake;

import io.fencewire.fuzz.Script;
import io.fencewire.identity.Identity;
import io.fencewire.identity.aleo.AleoNetwork;
import io.fencewire.identity.aleo.EncodingException;
import io.fencewire.identity.aleo.NoiseHandshake;
import io.fencewire.peer.NodeType;
import io.fencewire.wire.ByteWriter;
import io.fencewire.wire.FrameDecoder;
import io.fencewire.wire.Limits;
import io.fencewire.wire.WireException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** One Noise handshake of a node with a scripted peer, and the checks at each of its steps. */
final class NoiseRun {
  private static final int ALTERED = 1;
  private static final int OTHER_WORDS = 2;
  private static final int BESIDE = 3;

  private static final HandshakeTerms NODE = terms(HandshakePair.ALICE.identity());
  private static final HandshakeTerms PEER = terms(HandshakePair.BOB.identity());

  private final Script script;
  private final boolean dialled;
  private final NoiseHandshake channel;
  private final Handshake node;
  private final FrameDecoder stream = new FrameDecoder(Limits.ALEO);
  private int words;

  NoiseRun(byte[] input) {
    script = new Script(input);
    dialled = (script.u8() & 1) == 1;
    Random keys = new Random(5);
    channel = dialled ? NoiseHandshake.initiator(keys) : NoiseHandshake.responder(keys);
    node = dialled ? NoiseExchange.responder(NODE, keys) : NoiseExchange.initiator(NODE, keys);
  }

  /** Runs until one of them has nothing to say; the node's side. */
  Handshake run() {
    try {
      List<byte[]> said = node.opening();
      if (!said.isEmpty()) {
        channel.read(body(said.get(1)));
      }
      while (words < 2 && step()) {
        words++;
      }
    } catch (HandshakeException | WireException | EncodingException e) {
      check();
    }
    check();
    return node;
  }

  private boolean step() throws HandshakeException, WireException, EncodingException {
    say();
    Handshake.Taken taken = node.take(stream);
    Proof proof = taken == null ? null : taken.proof();
    if (proof == null) {
      return false;
    }
    List<byte[]> answer = node.goOn(proof.run());
    check();
    if (!answer.isEmpty() && !channel.isOver()) {
      channel.read(body(answer.get(0)));
    }
    return !node.isComplete();
  }

  /** The next word of the peer, honest unless the script wants it otherwise. */
  private void say() {
    int kind = script.u8();
    if (kind == BESIDE) {
      stream.feed(script.upTo(script.u16()));
      return;
    }
    byte[] word = kind == OTHER_WORDS ? script.upTo(Math.min(script.u16(), 900)) : honest();
    if (kind == ALTERED && word.length > 0) {
      word[script.u16() % word.length] ^= (byte) script.u8();
    }
    byte[] sealed = channel.isOver() ? channel.cipher(false).seal(word) : channel.write(word);
    stream.feed(
        new ByteWriter(4 + sealed.length).u32(sealed.length).bytes(sealed).toArray());
  }

  private byte[] honest() {
    ByteWriter out = new ByteWriter(600);
    if (dialled && words == 0) {
      return PEER.info().hint().toBytes();
    } else if (dialled) {
      PEER.info().encode(out);
      return out.data(PEER.identity().sign(channel.binding(true))).toArray();
    } else if (words == 0) {
      PEER.info().encode(out);
      return out.toArray();
    }
    return out.u8(0).data(PEER.identity().sign(channel.binding(false))).toArray();
  }

  private void check() {
    if (node.isProven() && !node.proven().peer().equals(PEER.identity().peerId())) {
      throw new AssertionError(node.proven().peer() + " has signed nothing");
    }
  }

  private static byte[] body(byte[] block) {
    return Arrays.copyOfRange(block, Integer.BYTES, block.length);
  }

  private static HandshakeTerms terms(Identity identity) {
    AleoNetwork network = AleoNetwork.TESTNET;
    Profile profile = Profile.ofAleo("aleo", network);
    return HandshakeTerms.of(new RememberingIdentity(identity), profile, 4130, NodeType.CLIENT);
  }
}
