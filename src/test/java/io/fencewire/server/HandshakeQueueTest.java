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
import io.fencewire.peer.NodeType;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.ChallengeRequest;
import io.fencewire.wire.ChallengeResponse;
import io.fencewire.wire.Frame;
import io.fencewire.wire.Message;
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

/** What waits for the threads of handshakes is bounded; who comes on top is refused, and told so. */
class HandshakeQueueTest {
  private static final Ed25519Identity PEER = RawPeer.identity(7);
  private static final int HANDSHAKE = 0x16;

  private final Vertx vertx = Vertx.vertx();
  private final NodeBus bus = new NodeBus(vertx, "node");
  private final CountDownLatch release = new CountDownLatch(1);
  private final List<Socket> sockets = new ArrayList<>();
  private PeerServerVerticle server;

  @AfterEach
  void stop() throws IOException {
    release.countDown();
    for (Socket socket : sockets) {
      socket.close();
    }
    await(vertx.close());
  }

  @Test
  void whoFindsNoRoomForItsTlsIsRefusedAndTheOthersGoOn() throws Exception {
    byte[] hello = clientHello();
    crowd(Transport.TLS, hello);

    ListenAddress elsewhere = new ListenAddress("127.0.0.2", server.listening().port());
    long deadline = System.nanoTime() + 5_000_000_000L;
    ConnectAnswer dialled =
        await(ask(new ServerCommand.Connect(elsewhere, deadline), ConnectAnswer.class));
    assertThat(dialled.refusal()).isEqualTo(CloseReason.PENDING_FULL);
    assertThat(dialled.detail()).isEqualTo("128 steps of handshakes are under way");
    awaitRefused(2);

    allButOneAreAnswered(HANDSHAKE, hello);
  }

  @Test
  void whoFindsNoRoomForASignatureIsRefusedAndTheOthersGoOn() throws Exception {
    byte[] request =
        Frame.encode(new ChallengeRequest(17, 4130, NodeType.CLIENT, PEER.peerId(), 111));
    crowd(Transport.PLAIN, request);

    Message answer = new ChallengeResponse(
        Bytes.wrap(new byte[ChallengeResponse.GENESIS_SIZE]),
        Bytes.wrap(new byte[ChallengeResponse.RESTRICTIONS_SIZE]),
        Bytes.wrap(new byte[64]),
        0);
    allButOneAreAnswered(Frame.encode(answer)[0] & 0xff, request);
  }

  /** As many peers as there is room for say something, and one more. */
  private void crowd(Transport transport, byte[] hello) throws Exception {
    server = new PeerServerVerticle("node", options(transport), RawPeer.identity(1));
    await(vertx.deployVerticle(server));
    occupyTheThreads();
    for (int i = 0; i <= HandshakeWorkers.STEPS_MAX; i++) {
      say(hello);
    }
    awaitRefused(1);
  }

  private void allButOneAreAnswered(int firstByte, byte[] hello) throws IOException {
    release.countDown();
    int served = 0;
    for (Socket socket : sockets) {
      served += socket.getInputStream().read() == firstByte ? 1 : 0;
    }
    assertThat(served).as("all but one").isEqualTo(HandshakeWorkers.STEPS_MAX);
    assertThat(say(hello).getInputStream().read()).as("there is room again").isEqualTo(firstByte);
  }

  private void occupyTheThreads() throws InterruptedException {
    CountDownLatch occupied = new CountDownLatch(HandshakeWorkers.THREADS);
    WorkerExecutor threads =
        vertx.createSharedWorkerExecutor(HandshakeWorkers.POOL, HandshakeWorkers.THREADS);
    for (int i = 0; i < HandshakeWorkers.THREADS; i++) {
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

  private static ServerOptions options(Transport transport) {
    ServerOptions usual =
        ServerOptions.at(new ListenAddress("127.0.0.1", 0)).withTransport(transport);
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
