package io.fencewire.turns;

import static io.fencewire.Ear.await;

import io.fencewire.IdleNode;
import io.fencewire.NodeVerticle;
import io.fencewire.RawPeer;
import io.fencewire.api.PeerEvent;
import io.fencewire.api.PeerNetwork;
import io.fencewire.heartbeat.HeartbeatOptions;
import io.fencewire.identity.Ed25519Identity;
import io.fencewire.identity.Identity;
import io.fencewire.options.NodeOptions;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerId;
import io.fencewire.server.ServerOptions;
import io.fencewire.server.Transport;
import io.fencewire.wire.Bytes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxBootstrap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Measures how long handshakes keep the one event loop of a whole node, with 24 peers that connect
 * at once, time and again, and how much of that is verification. It asserts no time, and runs only if it is named: {@code mvn -q test
 * -Dtest=HandshakeTurns -Dtest.argLine=-Xmx1g -Dturns=tls}, or {@code plain}.
 */
class HandshakeTurns {
  private static final int HUB = 1;
  private static final int PEERS = 24;
  private static final int ROUNDS = 20;
  private static final long STILL_NANOS = 200_000_000L;

  /** So that a busy machine changes nothing but the time it takes. */
  private static final Duration LONG = Duration.ofSeconds(60);

  private static final ServerOptions.Times PATIENT =
      new ServerOptions.Times(LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG);

  private final Transport transport =
      Transport.valueOf(System.getProperty("turns", "tls").toUpperCase(Locale.ROOT));

  private final Meter meter = new Meter();
  private final Vertx metered = ((VertxBootstrap) VertxBootstrap.create()
          .options(new VertxOptions().setEventLoopPoolSize(1))
          .transport(new MeteredLoops(meter)))
      .init()
      .vertx();
  private final Vertx others = Vertx.vertx();
  private final NodeVerticle hub = node("hub", HUB);
  private final PeerNetwork network = PeerNetwork.of(metered, "hub");
  private final Semaphore ends = new Semaphore(0);
  private final List<PeerNetwork> peers = new ArrayList<>();
  private final List<String> addresses = new ArrayList<>();

  @BeforeEach
  void meterTls() {
    MeteredTls.install(meter);
  }

  @AfterEach
  void stop() {
    await(metered.close());
    await(others.close());
    MeteredTls.remove();
  }

  @Test
  void whatHandshakesCostTheEventLoop() {
    await(metered.deployVerticle(hub));
    network.onEvent(this::noteEnd);
    for (int i = 0; i < PEERS; i++) {
      NodeVerticle peer = node("peer" + i, 2 + i);
      await(others.deployVerticle(peer));
      PeerNetwork theirs = PeerNetwork.of(others, "peer" + i);
      theirs.onEvent(this::noteEnd);
      peers.add(theirs);
      addresses.add(peer.listening().toString());
    }
    meter.report();
    String home = hub.listening().toString();
    measure("the first peer of all, inbound", 1, 1, i -> dial(peers.get(0), home));
    measure("all of them, inbound", 1, PEERS, i -> dial(peers.get(i), home));
    measure("all of them, inbound", ROUNDS, PEERS, i -> dial(peers.get(i), home));
    measure("all of them, inbound, while the loop stands still", ROUNDS, PEERS, i -> {
      if (i == 0) {
        metered.runOnContext(turn -> standStill());
      }
      return dial(peers.get(i), home);
    });
    measure("all of them, dialled", 1, PEERS, i -> dial(network, addresses.get(i)));
    measure("all of them, dialled", ROUNDS, PEERS, i -> dial(network, addresses.get(i)));
  }

  private void measure(String what, int rounds, int count, IntFunction<Future<Dialled>> dial) {
    for (int round = 0; round < rounds; round++) {
      await(Future.join(IntStream.range(0, count).mapToObj(dial).toList()))
          .<Dialled>list()
          .forEach(dialled -> dialled.by.disconnect(dialled.token));
      awaitEnds(2 * count);
    }
    System.out.printf(
        "%s, %s, %d handshakes:%n%s", transport, what, rounds * count, meter.report());
  }

  /** Whatever the peers say first arrives meanwhile. */
  private static void standStill() {
    LockSupport.parkNanos(STILL_NANOS);
  }

  private record Dialled(PeerNetwork by, ConnectionToken token) {}

  private static Future<Dialled> dial(PeerNetwork by, String address) {
    return by.connect(address).map(token -> new Dialled(by, token));
  }

  private void awaitEnds(int count) {
    try {
      if (!ends.tryAcquire(count, 60, TimeUnit.SECONDS)) {
        throw new AssertionError("not all ends were told: " + ends.availablePermits());
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void noteEnd(PeerEvent event) {
    if (!(event instanceof PeerEvent.Connected)) {
      ends.release();
    }
  }

  private NodeVerticle node(String name, int key) {
    ServerOptions server = ServerOptions.at(new ListenAddress("127.0.0.1", 0))
        .withTransport(transport)
        .withPeers(64, 64)
        .withAdmission(new ServerOptions.AdmissionLimits(64, 64, Duration.ofSeconds(1), true))
        .withTimes(PATIENT);
    NodeOptions options =
        IdleNode.options(name, server, new HeartbeatOptions(Duration.ofSeconds(20), 0.1));
    Ed25519Identity identity = RawPeer.identity(key);
    boolean metered = key == HUB && transport == Transport.PLAIN;
    return new NodeVerticle(options, metered ? new Metered(identity) : identity);
  }

  /** Over TLS an identity must be what it is, and can't be looked at like this. */
  private final class Metered implements Identity {
    private final Identity identity;

    private Metered(Identity identity) {
      this.identity = identity;
    }

    @Override
    public PeerId peerId() {
      return identity.peerId();
    }

    @Override
    public Bytes sign(byte[] message) {
      return metered(() -> identity.sign(message));
    }

    @Override
    public boolean verify(PeerId signer, byte[] message, Bytes signature) {
      return metered(() -> identity.verify(signer, message, signature));
    }

    private <T> T metered(Callable<T> signature) {
      try {
        return meter.verify(Meter.Work.SIGNATURE, signature);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }
}
