package io.fencewire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fencewire.api.PeerEvent;
import io.fencewire.api.PeerNetwork;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.RoleAnswer;
import io.fencewire.bus.RoleQuestion;
import io.fencewire.peer.Role;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/**
 * The main verticle of a JVM in a test: a whole node, which says on standard output what happens to
 * it, and publishes its name every 100 ms.
 */
public final class ReportingNode extends VerticleBase {
  @Override
  public Future<?> start() {
    String node = config().getString("node");
    PeerNetwork network = PeerNetwork.of(vertx, node);
    network.onEvent(ReportingNode::report);
    network.subscribe("names", item -> say("item " + new String(item.body().toArray(), UTF_8)));
    NodeVerticle whole = new NodeVerticle();
    return vertx
        .deployVerticle(whole, new DeploymentOptions().setConfig(config()))
        .onSuccess(deployed -> publish(network, node, 0))
        .onSuccess(deployed -> say("listening " + whole.listening()))
        .onSuccess(deployed -> say("started " + ProcessHandle.current().pid()));
  }

  private void publish(PeerNetwork network, String node, int number) {
    network.publish("names", (node + " " + System.nanoTime()).getBytes(UTF_8));
    NodeBus bus = new NodeBus(vertx, node);
    bus.ask(
            bus.addresses().role(Role.HEARTBEAT),
            new RoleQuestion(),
            1_000,
            RoleAnswer.RoleStats.class)
        .onSuccess(stats -> say("pongs " + stats.counters().get("pongs")));
    vertx.setTimer(100, fired -> publish(network, node, number + 1));
  }

  private static void report(PeerEvent event) {
    if (event instanceof PeerEvent.Connected connected) {
      var connection = connected.connection();
      say("connected " + connection.peer() + " " + connection.token());
    } else if (event instanceof PeerEvent.Disconnected over) {
      say("disconnected " + over.connection().token() + " " + over.reason());
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
