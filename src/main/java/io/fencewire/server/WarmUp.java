package io.fencewire.server;

import io.fencewire.identity.Identity;
import io.fencewire.identity.TlsIdentity;
import io.fencewire.peer.PeerId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLException;

/**
 * What a JVM loads and compiles for its first handshakes, loaded and compiled before there are any,
 * and not on an event loop: the first engine of TLS alone would keep that for 10 ms. It also shows,
 * before anybody is let in, that the key and this Java platform can do what they must.
 */
final class WarmUp {
  /** After so many, one takes a third of a millisecond at the most. */
  private static final int SIGNATURES = 20;

  private static final int HANDSHAKES = 2;

  private WarmUp() {}

  /** Signs and verifies, as the challenge handshake does. */
  static void of(Identity identity) {
    for (int i = 0; i < SIGNATURES; i++) {
      byte[] message = ByteBuffer.allocate(2 * Long.BYTES).putInt(i).array();
      if (!identity.verify(identity.peerId(), message, identity.sign(message))) {
        throw new IllegalStateException(identity + " can't verify what it has signed");
      }
    }
  }

  /** Shakes hands with itself over TLS, in memory; answers with the identity that was proven. */
  static PeerId of(TlsIdentity identity) throws SSLException {
    PeerId proven = shakeHands(identity);
    for (int i = 1; i < HANDSHAKES; i++) {
      proven = shakeHands(identity);
    }
    return proven;
  }

  private static PeerId shakeHands(TlsIdentity identity) throws SSLException {
    SslHandler dialer = new SslHandler(identity.initiator());
    SslHandler listener = new SslHandler(identity.responder());
    EmbeddedChannel near = new EmbeddedChannel(dialer);
    EmbeddedChannel far = new EmbeddedChannel(listener);
    try {
      near.writeOutbound(Unpooled.wrappedBuffer(new byte[1])); // goes when they have shaken hands
      while (pass(near, far) + pass(far, near) > 0) {
        // what each of them says is heard by the other
      }
      return TlsIdentity.peerOf(listener.engine().getSession());
    } finally {
      near.finishAndReleaseAll();
      far.finishAndReleaseAll();
    }
  }

  private static int pass(EmbeddedChannel from, EmbeddedChannel to) {
    int passed = 0;
    for (ByteBuf bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
      to.writeInbound(bytes);
      passed++;
    }
    return passed;
  }
}
