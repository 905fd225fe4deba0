package io.fencewire.sim;

import io.fencewire.bus.BusRecord;
import io.fencewire.bus.GossipCommand;
import io.fencewire.bus.GossipCommand.Judgement;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.PeerEvent;
import io.fencewire.bus.RoleAnswer.Published;
import io.fencewire.bus.ServerClient;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.Role;
import io.fencewire.peer.ServerId;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.Publish;
import io.fencewire.wire.TopicMessage;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An application: it publishes, subscribes and judges, redials whom it loses, and sends to tokens it
 * has kept from long ago.
 */
final class SimApp extends VerticleBase {
  /** The topic that everybody listens to: its items reach nodes without extensions, too. */
  static final String TOPIC = TopicMessage.TRANSACTIONS;

  private static final String LATE = "late";
  private static final int TOKENS_MAX = 12;
  private static final int BURST = 30;
  private static final int ANSWER_MILLIS = 5_000;

  private final String node;
  private final Actor actor;
  private final NodeRules rules;
  private final Choices choices;
  private final List<PeerConnection> kept = new ArrayList<>();
  private final Map<String, Long> received = new HashMap<>();
  private final long life;
  private @Nullable ServerId home;
  private NodeBus bus;
  private ServerClient client;
  private int items;

  SimApp(String node, Actor actor, NodeRules rules) {
    this.node = node;
    this.actor = actor;
    this.rules = rules;
    this.choices = rules.world().choices();
    this.life = actor.number();
  }

  @Override
  public Future<?> start() {
    bus = new NodeBus(vertx, node);
    client = new ServerClient(bus, actor::nanoTime);
    bus.listen(bus.addresses().topic(TOPIC), this::take);
    bus.listen(bus.addresses().topic(LATE), this::take);
    bus.listen(bus.addresses().events(), this::hear);
    if (choices.oneIn(2)) {
      bus.listen(bus.addresses().validator(TOPIC), this::judge);
    }
    live();
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    return Future.succeededFuture();
  }

  /** Whether it was given this. */
  boolean has(String text) {
    return received.containsKey(text);
  }

  /** When it was given this; only if it was. */
  long receivedAt(String text) {
    return received.getOrDefault(text, Long.MAX_VALUE);
  }

  /** Publishes a text. */
  void publish(String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    bus.ask(
            bus.addresses().role(Role.GOSSIP),
            new GossipCommand.PublishItem(
                TOPIC, Bytes.wrap(body), actor.nanoTime() + 5_000_000_000L),
            ANSWER_MILLIS,
            Published.class)
        .onSuccess(published ->
            rules.world().note(50, () -> actor + " published " + text.replace(".", "")));
  }

  /** Dials an address. */
  void connect(ListenAddress address) {
    if (home != null) {
      client.connect(home, address);
      vertx.setTimer(choices.among(30, 5, 10, 15, 60, 100), fired -> sendToAll());
    }
  }

  /** Has its server refuse a peer for a moment. */
  void ban(PeerId peer) {
    if (home != null) {
      client.ban(home, peer, choices.among(2, 10) * 1_000_000_000L);
    }
  }

  /** Closes something it knows of. */
  void close() {
    if (!kept.isEmpty()) {
      client.close(any().token(), CloseReason.REQUESTED);
    }
  }

  private void live() {
    vertx.setTimer(choices.among(15_000, 9_000, 4_000, 1_500), fired -> {
      if (!rules.isCalm()) {
        act();
      }
      live();
    });
  }

  private void act() {
    switch (choices.pick(5)) {
      case 0 -> burst();
      case 3 -> sendToAll();
      case 1 -> publish(text("item", (int) choices.among(40, 300, 1_600)));
      case 2 -> sendLate();
      default -> {
        publish(text("item", 60));
        sendLate();
      }
    }
  }

  /** Now and then, more at once than a narrow queue takes. */
  private void burst() {
    if (choices.oneIn(6)) {
      for (int i = 0; i < BURST; i++) {
        publish(text("burst", 1_600));
      }
    }
  }

  private void hear(Message<BusRecord> message) {
    if (message.body() instanceof PeerEvent.Connected event) {
      connected(event.connection());
    } else if (message.body() instanceof PeerEvent.Disconnected event
        && !rules.isCalm()
        && choices.oneIn(3)) {
      ListenAddress address = event.connection().address();
      vertx.setTimer(choices.among(1, 20, 50, 400), fired -> connect(address));
    }
  }

  private void connected(PeerConnection connection) {
    ServerId server = connection.token().serverId();
    home = server;
    if (!client.knows(server)) {
      client.inspect(server);
    }
    if (kept.size() == TOKENS_MAX) {
      kept.remove(0);
    }
    kept.add(connection);
    if (!rules.isCalm() && choices.oneIn(2)) {
      sendLate();
    }
  }

  /** To any token it ever had, most of them over. */
  private void sendLate() {
    if (!kept.isEmpty()) {
      send(any().token());
    }
  }

  /** To whatever the server shows, be it LIVE or not yet: what snarkOS calls connected. */
  private void sendToAll() {
    if (home != null) {
      client.inspect(home).onSuccess(shown -> {
        if (shown.snapshot() != null) {
          shown
              .snapshot()
              .holdings()
              .forEach(holding -> send(holding.connection().token()));
        }
      });
    }
  }

  private void send(ConnectionToken token) {
    String text = text("to " + token.text(), 80);
    Bytes body = Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    client
        .send(token, Lease.NONE, new Publish(LATE, body))
        .onSuccess(answer -> rules
            .world()
            .note(
                60 + answer.outcome().ordinal(),
                () -> actor + ": late send to " + token + ": " + answer.outcome()));
  }

  private PeerConnection any() {
    return kept.get(choices.pick(kept.size()));
  }

  private void take(Message<BusRecord> message) {
    byte[] body = ((GossipCommand.Item) message.body()).body().toArray();
    received.putIfAbsent(new String(body, StandardCharsets.UTF_8), rules.world().now());
  }

  private void judge(Message<BusRecord> message) {
    int mood = rules.isCalm() ? 0 : choices.pick(12);
    switch (mood) {
      case 11 -> NodeBus.answer(message, new GossipCommand.Judged(Judgement.REJECT));
      case 10 -> NodeBus.answer(message, new GossipCommand.Judged(Judgement.IGNORE));
      case 9 -> {} // silence
      case 8 ->
        vertx.setTimer(
            choices.among(10, 4_999, 5_000, 5_001),
            fired -> NodeBus.answer(message, new GossipCommand.Judged(Judgement.ACCEPT)));
      default -> NodeBus.answer(message, new GossipCommand.Judged(Judgement.ACCEPT));
    }
  }

  private String text(String what, int length) {
    char[] padding = new char[Math.max(0, length - 30)];
    Arrays.fill(padding, '.');
    return what + " " + node + " " + life + " " + ++items + new String(padding);
  }
}
