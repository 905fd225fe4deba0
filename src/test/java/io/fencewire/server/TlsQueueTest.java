package io.fencewire.server;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.RawPeer;
import io.fencewire.bus.BusRecord;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.ServerAnswer.ConnectAnswer;
import io.fencewire.bus.ServerAnswer.ServerStats;
import io.fencewire.bus.ServerCommand;
import io.fencewire.identity.Ed25519Identity;
import io.fencewire.identity.TlsIdentity;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ListenAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What waits for the threads of TLS is bounded; who comes on top is refused, and says so. */
class TlsQueueTest {
  private static final Ed25519Identity PEER = RawPeer.identity(7);
  private static final int HANDSHAKE = 0x16;

  private final Vertx vertx = Vertx.vertx();
  private final NodeBus bus = new NodeBus(vertx, "node");
  private final PeerServerVerticle server =
      new PeerServerVerticle("node", options(), RawPeer.identity(1));
  private final CountDownLatch release = new CountDownLatch(1);
  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void stop() throws IOException {
    release.countDown();
    for (Socket socket : sockets) {
      socket.close();
    }
    await(vertx.close());
  }

  @Test
  void whoFindsNoRoomIsRefusedAndTheOthersGoOn() throws Exception {
    await(vertx.deployVerticle(server));
    occupyTheThreads();
    byte[] hello = clientHello();
    for (int i = 0; i <= TlsWorkers.STEPS_MAX; i++) {
      say(hello);
    }
    awaitRefused(1);

    ListenAddress elsewhere = new ListenAddress("127.0.0.2", server.listening().port());
    long deadline = System.nanoTime() + 5_000_000_000L;
    ConnectAnswer dialled =
        await(ask(new ServerCommand.Connect(elsewhere, deadline), ConnectAnswer.class));
    assertThat(dialled.refusal()).isEqualTo(CloseReason.PENDING_FULL);
    assertThat(dialled.detail()).isEqualTo("128 steps of TLS handshakes are under way");
    awaitRefused(2);

    release.countDown();
    int served = 0;
    for (Socket socket : sockets) {
      served += socket.getInputStream().read() == HANDSHAKE ? 1 : 0;
    }
    assertThat(served).as("all but one").isEqualTo(TlsWorkers.STEPS_MAX);
    assertThat(say(hello).getInputStream().read()).as("there is room again").isEqualTo(HANDSHAKE);
  }

  private void occupyTheThreads() throws InterruptedException {
    CountDownLatch occupied = new CountDownLatch(TlsWorkers.THREADS);
    WorkerExecutor threads = vertx.createSharedWorkerExecutor(TlsWorkers.POOL, TlsWorkers.THREADS);
    for (int i = 0; i < TlsWorkers.THREADS; i++) {
      threads.executeBlocking(
          () -> {
            occupied.countDown();
            release.await();
            return null;
          },
          false);
    }
    occupied.await();
  }

  private Socket say(byte[] hello) throws IOException {
    Socket socket = new Socket(server.listening().ip(), server.listening().port());
    sockets.add(socket);
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write(hello);
    return socket;
  }

  private static byte[] clientHello() throws IOException {
    SSLEngine engine = TlsIdentity.of(PEER, InstantSource.system()).initiator();
    ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), hello);
    return Arrays.copyOf(hello.array(), hello.position());
  }

  private void awaitRefused(long expected) {
    long end = System.nanoTime() + 20_000_000_000L;
    long refused = -1;
    while (refused != expected && System.nanoTime() - end < 0) {
      ServerStats stats = await(ask(new ServerCommand.AskStats(), ServerStats.class));
      refused = stats.counters().getOrDefault("closes.pending_full", 0L);
    }
    assertThat(refused).isEqualTo(expected);
  }

  private <T extends BusRecord> Future<T> ask(ServerCommand command, Class<T> type) {
    return bus.ask(bus.addresses().server(server.serverId()), command, 20_000, type);
  }

  private static ServerOptions options() {
    ServerOptions usual =
        ServerOptions.at(new ListenAddress("127.0.0.1", 0)).withTransport(Transport.TLS);
    ServerOptions.Times times = usual.times();
    return usual
        .withAdmission(new ServerOptions.AdmissionLimits(1_000, 10, Duration.ofSeconds(10), true))
        .withTimes(new ServerOptions.Times(
            times.dial(),
            Duration.ofSeconds(30),
            times.prepare(),
            times.probe(),
            times.silence(),
            times.stall(),
            times.flush(),
            times.snapshot()));
  }
}
