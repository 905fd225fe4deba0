package io.fencewire.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.bus.AskRtts;
import io.fencewire.bus.BusRecord;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.RoleAnswer.Prepared;
import io.fencewire.bus.RoleAnswer.RoleStats;
import io.fencewire.bus.RoleAnswer.RttsAnswer;
import io.fencewire.bus.RoleMessage;
import io.fencewire.bus.RoleQuestion;
import io.fencewire.bus.ServerAnswer.Answer;
import io.fencewire.bus.ServerCommand.AskStats;
import io.fencewire.bus.ServerCommand.Bye;
import io.fencewire.bus.ServerCommand.Hello;
import io.fencewire.bus.ServerCommand.SendPing;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.Role;
import io.fencewire.peer.RoleInstance;
import io.fencewire.peer.Rtt;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A server on the bus that owns no socket and does what the test says. */
final class FakeServer {
  private final NodeBus bus;
  private final BlockingQueue<Message<BusRecord>> commands = new LinkedBlockingQueue<>();
  private final BlockingQueue<BusRecord> heard = new LinkedBlockingQueue<>();

  FakeServer(Vertx vertx, String node) throws Exception {
    bus = new NodeBus(vertx, node);
    await(bus.listen(bus.addresses().server(Connections.SERVER), commands::add).completion());
    await(bus.listen(bus.addresses().servers(), message -> heard.add(message.body()))
        .completion());
  }

  static <T> T await(Future<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  Hello nextHello() throws InterruptedException {
    BusRecord record = heard.poll(10, TimeUnit.SECONDS);
    while (record instanceof Bye) {
      record = heard.poll(10, TimeUnit.SECONDS);
    }
    assertThat(record).as("a hello within 10 s").isInstanceOf(Hello.class);
    return (Hello) record;
  }

  /** The next hello that is not the beat of this instance. */
  Hello nextHelloOfAnother(RoleInstance instance) throws InterruptedException {
    Hello hello = nextHello();
    while (hello.instance().equals(instance)) {
      hello = nextHello();
    }
    return hello;
  }

  Prepared prepare(PeerConnection connection, Lease lease) throws Exception {
    return ask(new RoleMessage.Prepare(connection, lease, 1_000), Prepared.class);
  }

  void tell(RoleMessage message) {
    bus.tell(heartbeat(), message);
  }

  /** The next ping within 10 s, and a way to answer it. */
  AskedPing nextPing() throws InterruptedException {
    Message<BusRecord> message = commands.poll(10, TimeUnit.SECONDS);
    assertThat(message).as("a ping within 10 s").isNotNull();
    return new AskedPing(message, (SendPing) message.body());
  }

  /** Throws away the pings that were asked for up to now, and says how many there were. */
  int forgetPings() throws InterruptedException {
    AskStats mark = new AskStats();
    bus.tell(bus.addresses().server(Connections.SERVER), mark);
    int pings = 0;
    Message<BusRecord> next = commands.poll(10, TimeUnit.SECONDS);
    while (next != null && next.body() != mark) {
      pings++;
      next = commands.poll(10, TimeUnit.SECONDS);
    }
    return pings;
  }

  RoleStats stats() throws Exception {
    return ask(new RoleQuestion(), RoleStats.class);
  }

  @Nullable
  Rtt rtt(ConnectionToken token) throws Exception {
    return ask(new AskRtts(), RttsAnswer.class).rtts().get(token);
  }

  private <T extends BusRecord> T ask(BusRecord question, Class<T> answer) throws Exception {
    return await(bus.ask(heartbeat(), question, 10_000, answer));
  }

  private String heartbeat() {
    return bus.addresses().role(Role.HEARTBEAT);
  }

  /** A ping that the heartbeat asked for. */
  record AskedPing(Message<BusRecord> message, SendPing command) {
    void answer(Outcome outcome, long reading) {
      NodeBus.answer(message, new Answer(outcome, reading));
    }
  }
}
