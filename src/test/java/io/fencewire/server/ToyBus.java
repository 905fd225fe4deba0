package io.fencewire.server;

import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.PeerConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * How the servers of one toy node hear of each other: any message may be lost, doubled, late, or
 * overtaken by another, as long as the bus is bad.
 */
final class ToyBus {
  private final ToyNetwork network;
  private final Random random;
  private final List<ToyServer> servers = new ArrayList<>();
  private final int lostOneIn;
  private final long lateNanosMax;

  /** Whether it loses, doubles and delays. */
  boolean bad = true;

  ToyBus(ToyNetwork network, Random random) {
    this.network = network;
    this.random = random;
    this.lostOneIn = 2 + random.nextInt(5);
    this.lateNanosMax = 1 + random.nextLong(12_000_000_000L);
  }

  void join(ToyServer server) {
    servers.add(server);
    server.bus = this;
  }

  List<ToyServer> servers() {
    return servers;
  }

  /** This server's JVM is gone, and hears and says nothing any more. */
  void leave(ToyServer server) {
    servers.remove(server);
    server.bus = null;
  }

  Set<String> jvms() {
    return servers.stream().map(ToyServer::jvm).collect(Collectors.toSet());
  }

  void gained(ToyServer from, PeerConnection connection) {
    publish(from, to -> to.server().rivalry().gained(connection, to.now()));
  }

  void lost(ToyServer from, PeerConnection connection) {
    publish(from, to -> to.server().rivalry().lost(connection.token(), connection.peer()));
  }

  void handOver(ToyServer from, List<PeerConnection> connections) {
    publish(from, to -> to.server().household().inherit(from.id(), connections, to.now()));
  }

  /** Every server of the node tells all it holds. */
  void tellAll() {
    for (ToyServer from : servers) {
      List<PeerConnection> live = from.server().table().listHeld().stream()
          .filter(connection -> connection.is(ConnectionState.LIVE))
          .map(Connection::facts)
          .toList();
      publish(from, to -> to.server().rivalry().holds(from.id(), from.jvm(), live, to.now()));
      from.server().look(jvms(), from.now());
    }
  }

  void askToYield(ConnectionToken weaker, PeerConnection stronger, long deadline) {
    servers.stream()
        .filter(server -> server.id().equals(weaker.serverId()))
        .forEach(server ->
            carry(() -> server.server().giveWay(weaker, stronger, deadline, server.now())));
  }

  private void publish(ToyServer from, Consumer<ToyServer> message) {
    long reading = from.now();
    for (ToyServer to : servers) {
      if (to != from) {
        carry(() -> {
          to.server().rivalry().heard(from.id(), reading, to.now());
          message.accept(to);
        });
      }
    }
  }

  private void carry(Runnable delivery) {
    int copies = !bad ? 1 : random.nextInt(lostOneIn) == 0 ? 0 : 1 + random.nextInt(2);
    for (int i = 0; i < copies; i++) {
      boolean late = bad && random.nextInt(4) == 0;
      if (late) {
        network.at(network.now() + random.nextLong(lateNanosMax), delivery);
      } else {
        network.later(delivery);
      }
    }
  }
}
