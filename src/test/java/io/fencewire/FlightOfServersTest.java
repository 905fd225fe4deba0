package io.fencewire;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.bus.Inquiry.AskFlight;
import io.fencewire.bus.Inquiry.FlightAnswer;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.ServerAnswer.Answer;
import io.fencewire.bus.ServerCommand.CloseConnection;
import io.fencewire.flight.FlightOptions;
import io.fencewire.heartbeat.HeartbeatOptions;
import io.fencewire.identity.Ed25519Identity;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.ServerId;
import io.fencewire.server.ServerOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each server of a node has a flight recorder of its own, which keeps as much as it was told. */
class FlightOfServersTest {
  private static final int KEPT = 16;
  private static final int REFUSED = 50;

  private final Vertx vertx = Vertx.vertx();
  private final NodeBus bus = new NodeBus(vertx, "alpha");
  private final NodeVerticle node = new NodeVerticle(
      IdleNode.options(
          "alpha",
          ServerOptions.at(new ListenAddress("127.0.0.1", 0))
              .withLoops(2)
              .withFlights(new FlightOptions(KEPT, null)),
          HeartbeatOptions.DEFAULT),
      Ed25519Identity.fromSeed(new byte[32]));

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void theBoundHoldsForEachServerAndWhatWasForgottenIsCounted() {
    await(vertx.deployVerticle(node));
    ServerId first = node.serverIds().get(0);
    ServerId second = node.serverIds().get(1);
    for (int i = 1; i <= REFUSED; i++) {
      close(new ConnectionToken(first, i));
    }
    close(new ConnectionToken(second, 7));

    List<String> full = flight(first);
    assertThat(full).hasSize(1 + KEPT);
    assertThat(traffic(full)).isEqualTo(REFUSED - KEPT);
    assertThat(new JsonObject(full.get(KEPT)).getString("named"))
        .isEqualTo(new ConnectionToken(first, REFUSED).text());
    List<String> other = flight(second);
    assertThat(other).hasSize(2);
    assertThat(traffic(other)).isZero();
    assertThat(other.get(1)).contains("\"outcome\":\"stale\"");
  }

  private void close(ConnectionToken token) {
    var order = new CloseConnection(token, Long.MAX_VALUE, CloseReason.REQUESTED);
    Answer answer =
        await(bus.ask(bus.addresses().server(token.serverId()), order, 5_000, Answer.class));
    assertThat(answer.outcome()).isEqualTo(Outcome.STALE);
  }

  private List<String> flight(ServerId server) {
    return await(
            bus.ask(bus.addresses().server(server), new AskFlight(), 5_000, FlightAnswer.class))
        .lines();
  }

  private static long traffic(List<String> lines) {
    return new JsonObject(lines.get(0)).getJsonObject("dropped").getLong("traffic");
  }
}
