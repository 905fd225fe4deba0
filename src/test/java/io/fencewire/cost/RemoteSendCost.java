package io.fencewire.cost;

import static io.fencewire.Ear.await;

import com.sun.management.OperatingSystemMXBean;
import io.fencewire.IdleNode;
import io.fencewire.NodeVerticle;
import io.fencewire.RawPeer;
import io.fencewire.TestCluster;
import io.fencewire.api.PeerNetwork;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.ServerClient;
import io.fencewire.heartbeat.HeartbeatOptions;
import io.fencewire.options.NodeOptions;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.Outcome;
import io.fencewire.server.ServerOptions;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.UnconfirmedTransaction;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Compares what a send to a connection of another member of the cluster costs with a plain request of
 * the same size over the same bus: 1 KiB, 64 under way, processor time of the whole process, the
 * rounds in turn. Beside them the socket write alone, which the first includes and the second does
 * not. It asserts no figure, and runs only if it is named: {@code mvn -q test -Dtest=RemoteSendCost}.
 */
class RemoteSendCost {
  private static final int WINDOW = 64;
  private static final int ROUND = 20_000;
  private static final int ROUNDS = 9;
  private static final Bytes ID = Bytes.wrap(new byte[32]);
  private static final Bytes BODY = Bytes.wrap(new byte[1024]);

  private final TestCluster cluster = new TestCluster();
  private final Vertx server = cluster.join();
  private final Vertx sender = cluster.join();

  /** Kept, because one that nobody keeps is closed with all its sockets. */
  private final NetClient client = sender.createNetClient();

  @Test
  void measure() throws Exception {
    NodeVerticle node = node();
    await(server.deployVerticle(node));
    RawPeer peer = RawPeer.dial(node.listening(), 7);
    peer.shakeHands();
    ConnectionToken token = token();
    swallow(peer.socket());
    Supplier<Future<?>> send = sends(token);
    Supplier<Future<?>> plain = plainRequests();
    Supplier<Future<?>> write = writes();
    double[][] micros = new double[3][ROUNDS];
    for (int round = -2; round < ROUNDS; round++) {
      double[] one = {cost(plain), cost(write), cost(send)};
      for (int i = 0; i < one.length && round >= 0; i++) {
        micros[i][round] = one[i];
      }
    }
    report(micros);
    peer.close();
    cluster.close();
  }

  private static void report(double[][] micros) {
    double[] beyond = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      beyond[round] = (micros[2][round] - micros[1][round]) / micros[0][round];
    }
    System.out.printf(
        "plain request %.1f us, socket write %.1f us, send to another member %.1f us (medians of %d"
            + " rounds of %d)%n",
        median(micros[0]), median(micros[1]), median(micros[2]), ROUNDS, ROUND);
    System.out.printf(
        "a send beyond its write costs %.2f times a plain request (rounds: %s)%n",
        median(beyond),
        Arrays.toString(
            Arrays.stream(beyond).map(r -> Math.round(r * 100) / 100.0).toArray()));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Microseconds of processor time for each, on all threads. */
  private double cost(Supplier<Future<?>> each) {
    long before = processorNanos();
    Promise<Void> done = Promise.promise();
    sender.runOnContext(turn -> new Window(each, done).fill());
    await(done.future());
    return (processorNanos() - before) / 1_000.0 / ROUND;
  }

  private static long processorNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  /** So many under way at a time, until all are done. */
  private static final class Window {
    private final Supplier<Future<?>> each;
    private final Promise<Void> done;
    private int begun;
    private int ended;
    private boolean filling;

    private Window(Supplier<Future<?>> each, Promise<Void> done) {
      this.each = each;
      this.done = done;
    }

    private void fill() {
      if (filling) {
        return; // what has ended at once is made up for below
      }
      filling = true;
      while (begun < ROUND && begun - ended < WINDOW) {
        begun++;
        each.get().onComplete(result -> {
          ended++;
          if (result.failed()) {
            done.tryFail(result.cause());
          } else if (ended == ROUND) {
            done.tryComplete();
          } else {
            fill();
          }
        });
      }
      filling = false;
    }
  }

  private Supplier<Future<?>> sends(ConnectionToken token) {
    NodeBus bus = new NodeBus(sender, "cost");
    ServerClient client = new ServerClient(bus, System::nanoTime);
    Promise<Void> known = Promise.promise();
    sender.runOnContext(
        turn -> client.inspect(token.serverId()).<Void>mapEmpty().onComplete(known));
    await(known.future());
    UnconfirmedTransaction message = new UnconfirmedTransaction(ID, BODY);
    return () -> client
        .send(token, Lease.NONE, message)
        .compose(answer -> answer.outcome() == Outcome.WRITTEN
            ? Future.succeededFuture()
            : Future.failedFuture("not WRITTEN but " + answer.outcome()));
  }

  private Supplier<Future<?>> plainRequests() {
    await(server.eventBus().consumer("plain", m -> m.reply(Buffer.buffer(16))).completion());
    Buffer body = Buffer.buffer(new byte[1024]);
    return () -> sender.eventBus().request("plain", body);
  }

  /** What the server does for each, and nothing else, to a reader like the peer. */
  private Supplier<Future<?>> writes() throws Exception {
    try (ServerSocket listener = new ServerSocket(0)) {
      Future<NetSocket> connecting = client.connect(listener.getLocalPort(), "127.0.0.1");
      swallow(listener.accept());
      NetSocket socket = await(connecting);
      Buffer frame = Buffer.buffer(new byte[1024 + 32 + 10]);
      return () -> socket.write(frame);
    }
  }

  private static void swallow(Socket socket) {
    Thread reader = new Thread(
        () -> {
          byte[] buffer = new byte[16 * 1024];
          try (InputStream in = socket.getInputStream()) {
            int count = 0;
            while (count >= 0) {
              count = in.read(buffer);
            }
          } catch (java.io.IOException ended) {
            // it is over
          }
        },
        "reader");
    reader.setDaemon(true);
    reader.start();
  }

  private ConnectionToken token() {
    PeerNetwork network = PeerNetwork.of(sender, "cost");
    while (true) {
      var peers = await(network.peers());
      if (!peers.isEmpty()) {
        return peers.get(0).connection().token();
      }
    }
  }

  private static NodeVerticle node() {
    NodeOptions options = IdleNode.options(
        "cost",
        ServerOptions.at(new ListenAddress("127.0.0.1", 0)),
        new HeartbeatOptions(Duration.ofHours(1), 0));
    return new NodeVerticle(options, RawPeer.identity(8));
  }
}
