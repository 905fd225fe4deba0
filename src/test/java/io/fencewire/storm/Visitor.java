package io.fencewire.storm;

import io.fencewire.RawPeer;
import io.fencewire.RawTls;
import io.fencewire.identity.Certificates;
import io.fencewire.identity.Ed25519Identity;
import io.fencewire.peer.ListenAddress;
import io.fencewire.wire.Message;
import io.fencewire.wire.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a raw peer that comes again and again. It calls from several loopback addresses,
 * and ends by a reset, so that its ports are free at once: a million of them are more than one
 * address has.
 */
final class Visitor implements AutoCloseable {
  private static final int SOURCES = 24;
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final RawPeer peer;

  private Visitor(Socket socket, RawPeer peer) {
    this.socket = socket;
    this.peer = peer;
  }

  /**
   * Who calls.
   *
   * @param tls how it speaks TLS, or null for plain TCP
   */
  record Caller(Ed25519Identity identity, @Nullable RawTls tls) {
    /** The caller with this number, over plain TCP. */
    static Caller plain(int number) {
      return new Caller(identity(number), null);
    }

    /** The caller with this number, over TLS. */
    static Caller overTls(int number) {
      Ed25519Identity identity = identity(number);
      return new Caller(identity, RawTls.with(identity, Certificates.good(identity)));
    }

    private static Ed25519Identity identity(int number) {
      byte[] seed = ByteBuffer.allocate(32).put((byte) 77).putInt(number).array();
      return Ed25519Identity.fromSeed(seed);
    }
  }

  /** Opens a connection from the source address with this number. */
  static Visitor call(ListenAddress node, Caller caller, int source) throws IOException {
    Socket open = open(node, source);
    Socket socket = caller.tls == null ? open : caller.tls.over(open);
    return new Visitor(open, RawPeer.over(socket, caller.identity));
  }

  private static Socket open(ListenAddress node, int source) throws IOException {
    Socket socket = new Socket();
    byte[] from = {127, 0, 1, (byte) (1 + source % SOURCES)};
    socket.setReuseAddress(true);
    socket.setTcpNoDelay(true);
    socket.setSoLinger(true, 0);
    socket.bind(new InetSocketAddress(InetAddress.getByAddress(from), 0));
    socket.connect(new InetSocketAddress(node.ip(), node.port()), PATIENCE_MILLIS);
    return socket;
  }

  RawPeer peer() {
    return peer;
  }

  /** A whole handshake with extensions, and what the node says of it. */
  Verdict shakeHands() throws IOException {
    peer.send(peer.challenge(1));
    return peer.next(Verdict.class);
  }

  void send(Message... messages) throws IOException {
    peer.send(messages);
  }

  /** Waits for the node to end the connection, whatever it still says. */
  void awaitEnd() throws IOException {
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (SocketException reset) {
      // an end like any other
    }
  }

  /** Waits for whatever is read from now on, however long it takes. */
  void waitForEver() throws IOException {
    socket.setSoTimeout(0);
  }

  /** Ends with a reset. */
  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** Ends in peace, and without a word. */
  void hangUp() throws IOException {
    socket.setSoLinger(false, 0);
    socket.close();
  }
}
