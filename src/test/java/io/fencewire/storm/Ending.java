package io.fencewire.storm;

import static io.fencewire.storm.EndingsNode.expect;

import io.fencewire.peer.CloseReason;
import io.fencewire.peer.Outcome;
import io.fencewire.storm.EndingsNode.Known;
import io.fencewire.wire.Disconnect;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Each way for a connection to end in each state: by us, by the peer's word or FIN, by a reset. */
enum Ending {
  DIALING_BY_US(node -> {
    // a listener whose queue is full answers nothing
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket first = open(listener);
        Socket second = open(listener)) {
      expect(true, first.isConnected() && second.isConnected());
      expect(CloseReason.DIAL_TIMEOUT, node.dial(listener.getLocalPort()));
    }
  }),
  DIALING_BY_RESET(node -> expect(CloseReason.DIAL_FAILED, node.dial(closedPort()))),

  HANDSHAKING_BY_US(node -> {
    try (Visitor visitor = node.call()) {
      visitor.awaitEnd();
    }
  }),
  HANDSHAKING_BY_US_FOR_JUNK(node -> {
    try (Visitor visitor = node.call()) {
      visitor.peer().trickle(new byte[] {0x47, 0x45, 0x54, 0x20, 0x2f, 0x20});
      visitor.awaitEnd();
    }
  }),
  HANDSHAKING_BY_WORD(node -> {
    try (Visitor visitor = node.call()) {
      visitor.peer().challenge(1);
      visitor.send(new Disconnect(9, 0));
      visitor.awaitEnd();
    }
  }),
  HANDSHAKING_BY_FIN(node -> {
    Visitor visitor = node.call();
    visitor.peer().challenge(1);
    visitor.hangUp();
  }),
  HANDSHAKING_BY_RESET(node -> {
    Visitor visitor = node.call();
    visitor.peer().challenge(1);
    visitor.close();
  }),
  HANDSHAKING_OUTBOUND_BY_RESET(node -> {
    try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread peer = new Thread(() -> resetNext(listener));
      peer.start();
      CloseReason reason = node.dial(listener.getLocalPort());
      expectReset(reason);
    }
  }),

  PREPARING_BY_US(node -> {
    try (Known known = node.preparing()) {
      expect(Outcome.NOT_READY, node.disconnect(known.token()));
      node.ban(known);
      expect(CloseReason.BANNED, node.abandoned());
      known.visitor().peer().await(Disconnect.class);
      expect(Outcome.CLOSING, node.disconnect(known.token()));
    }
  }),
  PREPARING_BY_WORD(node -> {
    try (Known known = node.preparing()) {
      known.visitor().send(new Disconnect(9, 0));
      expect(CloseReason.SHUTDOWN, node.abandoned());
      known.visitor().awaitEnd();
    }
  }),
  PREPARING_BY_FIN(node -> {
    node.preparing().visitor().hangUp();
    expect(CloseReason.SOCKET_CLOSED, node.abandoned());
  }),
  PREPARING_BY_RESET(node -> {
    node.preparing().close();
    expectReset(node.abandoned());
  }),

  LIVE_BY_US(node -> {
    try (Known known = node.live()) {
      expect(Outcome.WRITTEN, node.disconnect(known.token()));
      known.visitor().peer().await(Disconnect.class);
      expect(CloseReason.REQUESTED, node.end());
    }
  }),
  LIVE_BY_WORD(node -> {
    try (Known known = node.live()) {
      known.visitor().send(new Disconnect(9, 0));
      expect(CloseReason.SHUTDOWN, node.end());
      known.visitor().awaitEnd();
      expect(Outcome.STALE, node.disconnect(known.token()));
    }
  }),
  LIVE_BY_FIN(node -> {
    node.live().visitor().hangUp();
    expect(CloseReason.SOCKET_CLOSED, node.end());
  }),
  LIVE_BY_RESET(node -> {
    node.live().close();
    expectReset(node.end());
  }),

  CLOSING_BY_US(node -> {
    try (Known known = node.closing()) {
      expect(Outcome.CLOSING, node.disconnect(known.token()));
      node.ban(known);
      expect(CloseReason.REQUESTED, node.end());
      known.visitor().awaitEnd();
      expect(Outcome.STALE, node.disconnect(known.token()));
    }
  }),
  CLOSING_BY_WORD(node -> {
    try (Known known = node.closing()) {
      known.visitor().send(new Disconnect(9, 0));
      expect(CloseReason.REQUESTED, node.end());
      known.visitor().awaitEnd();
    }
  }),
  CLOSING_BY_FIN(node -> {
    node.closing().visitor().hangUp();
    expect(CloseReason.REQUESTED, node.end());
  }),
  CLOSING_BY_RESET(node -> {
    node.closing().close();
    expect(CloseReason.REQUESTED, node.end());
  });

  @SuppressWarnings("ImmutableEnumChecker") // what a lambda without state is, and can't be told
  private final Play play;

  Ending(Play play) {
    this.play = play;
  }

  /** What happens, and what is to be seen of it. */
  private interface Play {
    void on(EndingsNode node) throws IOException;
  }

  /** Has a connection of this node end so. */
  void happen(EndingsNode node) throws IOException {
    play.on(node);
  }

  /** Which of the two a reset is taken for depends on what was being done with the socket. */
  private static void expectReset(CloseReason reason) {
    if (reason != CloseReason.SOCKET_CLOSED) {
      expect(CloseReason.SOCKET_FAILED, reason);
    }
  }

  private static Socket open(ServerSocket listener) throws IOException {
    Socket socket = new Socket();
    socket.connect(
        new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()), 1_000);
    return socket;
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void resetNext(ServerSocket listener) {
    try {
      Socket socket = listener.accept();
      expect(true, socket.getInputStream().read() >= 0); // the handshake has begun
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
