package io.fencewire.server;

import io.fencewire.peer.ListenAddress;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.security.SecureRandom;

/**
 * The port of one node, at which all its servers in one Vert.x listen; each socket that is accepted
 * is handed to the next of them in turn.
 */
final class SharedPort {
  private final String ip;
  private final int port;

  /**
   * Port 0 takes a free one. Vert.x shares none that was asked for as 0, but it takes a negative
   * number for a free port that is shared by all who name the same number.
   */
  SharedPort(ListenAddress wanted) {
    this.ip = wanted.ip();
    this.port =
        wanted.port() != 0 ? wanted.port() : -1 - new SecureRandom().nextInt(Integer.MAX_VALUE);
  }

  /** One server more listens; its sockets come on the calling context. */
  Future<NetServer> listen(Vertx vertx, Handler<NetSocket> taker) {
    NetServer listener =
        vertx.createNetServer(new NetServerOptions().setTcpKeepAlive(true).setTcpNoDelay(true));
    return listener.connectHandler(taker).listen(port, ip);
  }

  /** Where the other end of a socket that was accepted is. */
  static ListenAddress remote(NetSocket socket) {
    String ip = socket.remoteAddress().hostAddress();
    int zone = ip.indexOf('%');
    return new ListenAddress(
        zone < 0 ? ip : ip.substring(0, zone), socket.remoteAddress().port());
  }
}
