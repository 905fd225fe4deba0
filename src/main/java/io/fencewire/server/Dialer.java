package io.fencewire.server;

import io.fencewire.peer.ListenAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;

/** Opens sockets to listener addresses. */
final class Dialer {
  private final NetClient client;

  Dialer(Vertx vertx, Duration patience) {
    this.client = vertx.createNetClient(new NetClientOptions()
        .setConnectTimeout((int) patience.toMillis())
        .setTcpKeepAlive(true)
        .setReconnectAttempts(0));
  }

  /** Opens one socket. */
  Future<NetSocket> dial(ListenAddress address) {
    return client.connect(address.port(), address.ip());
  }

  /** Opens no more. */
  Future<Void> close() {
    return client.close();
  }
}
