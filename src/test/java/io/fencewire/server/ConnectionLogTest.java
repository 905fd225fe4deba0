package io.fencewire.server;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.fencewire.TwoNodes;
import io.fencewire.api.PeerNetwork;
import io.fencewire.peer.ListenAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Peer, token and reason are fields of what is logged of a connection, not words in a line alone. */
class ConnectionLogTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(ConnectionLog.class);
  private final Lines lines = new Lines();
  private final TwoNodes nodes = new TwoNodes();
  private final PeerNetwork alpha = PeerNetwork.of(nodes.vertx, "alpha");

  ConnectionLogTest() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stop() {
    nodes.close();
    logger.detachAppender(lines);
  }

  @Test
  void aConnectionIsNamedByTokenAndPeerFromBeginningToEnd() {
    var token = await(alpha.connect(nodes.betaAddress()));
    ILoggingEvent connected = lines.next("connected", "outbound");
    await(alpha.disconnect(token));
    ILoggingEvent over = lines.next("disconnected", "outbound");

    assertThat(connected.getFormattedMessage()).startsWith("connected: OUTBOUND ");
    assertThat(fields(connected))
        .containsEntry("peer", nodes.betaId().toString())
        .containsEntry("token", token.text())
        .containsEntry("address", nodes.betaAddress())
        .doesNotContainKey("reason");
    assertThat(over.getLevel()).isEqualTo(Level.INFO);
    assertThat(fields(over))
        .containsAllEntriesOf(Map.of("token", token.text(), "reason", "requested"))
        .containsEntry("origin", "command")
        .containsEntry("session", fields(connected).get("session"));
  }

  @Test
  void aStrangerWhoLeavesHasAnAddressAndNoToken() throws IOException {
    String address;
    try (Socket stranger = new Socket()) {
      ListenAddress beta = ListenAddress.parse(nodes.betaAddress());
      stranger.connect(new InetSocketAddress(beta.ip(), beta.port()));
      address = "127.0.0.1:" + stranger.getLocalPort();
    }

    assertThat(fields(lines.next("refused", "inbound")))
        .containsEntry("address", address)
        .containsEntry("reason", "socket_closed")
        .containsEntry("origin", "socket")
        .containsEntry("omitted", "0")
        .doesNotContainKeys("peer", "token");
  }

  @Test
  void whoIsProvenAndNotLetInIsNamed() {
    await(alpha.ban(nodes.betaId(), Duration.ofMinutes(1)));
    await(alpha.connect(nodes.betaAddress()).otherwiseEmpty());

    assertThat(fields(lines.nextWith("reason", "banned")))
        .containsEntry("event", "refused")
        .containsEntry("peer", nodes.betaId().toString())
        .doesNotContainKey("token");
  }

  private static Map<String, String> fields(ILoggingEvent event) {
    Map<String, String> fields = new HashMap<>();
    event.getKeyValuePairs().forEach(pair -> fields.put(pair.key, String.valueOf(pair.value)));
    return fields;
  }

  /** What is logged, from all nodes. */
  private static final class Lines extends AppenderBase<ILoggingEvent> {
    private final BlockingQueue<ILoggingEvent> logged = new LinkedBlockingQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      logged.add(event);
    }

    ILoggingEvent next(String event, String direction) {
      ILoggingEvent next = nextWith("event", event);
      while (!direction.equals(fields(next).get("direction"))) {
        next = nextWith("event", event);
      }
      return next;
    }

    ILoggingEvent nextWith(String field, String value) {
      try {
        ILoggingEvent next;
        do {
          next = logged.poll(20, TimeUnit.SECONDS);
          assertThat(next).as("a line of %s = %s within 20 s", field, value).isNotNull();
        } while (!value.equals(fields(next).get(field)));
        return next;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
