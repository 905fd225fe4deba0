package io.fencewire;

import io.fencewire.crawl.CrawlListener;
import io.fencewire.crawl.CrawlOptions;
import io.fencewire.crawl.CrawlVerticle;
import io.fencewire.crawl.Progress;
import io.fencewire.heartbeat.HeartbeatOptions;
import io.fencewire.heartbeat.HeartbeatVerticle;
import io.fencewire.identity.Identity;
import io.fencewire.identity.KeyForm;
import io.fencewire.options.NetworkProfile;
import io.fencewire.options.NodeOptions;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.ListenAddress;
import io.fencewire.server.PeerServerVerticle;
import io.fencewire.server.Transport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A node that walks a network and belongs to none: the composition root of a crawl. It has the usual
 * server and the usual heartbeat, whose handshakes and pings are those of every node, and a {@link
 * CrawlVerticle} where others have a refresher. It listens on loopback and lets nobody in.
 */
public final class Crawler {
  private static final String NODE = "crawl";

  /** A visit has no time to lose: a lost Ping is followed by the next one soon. */
  private static final HeartbeatOptions PINGS = new HeartbeatOptions(Duration.ofMillis(800), 0);

  /** More than a crawl ever has, so that none of its own dials is refused for it. */
  private static final int PEERS_MAX = 4 * CrawlOptions.AT_ONCE_MAX;

  private final CrawlVerticle crawl;
  private final PeerServerVerticle server;
  private final HeartbeatVerticle heartbeat;

  /**
   * A crawler that has not begun.
   *
   * @param node what {@link #options} has made
   */
  public Crawler(
      NodeOptions node, Identity identity, CrawlOptions options, CrawlListener listener) {
    this.heartbeat = new HeartbeatVerticle(NODE, PINGS);
    this.server = new PeerServerVerticle(NODE, node.server(), identity);
    this.crawl = new CrawlVerticle(NODE, options, listener);
  }

  /**
   * What its node is told.
   *
   * @param network the keys of a configuration that begin with {@code network.}
   * @param transport what the nodes there speak over; null for what they do if nobody says
   * @throws IllegalArgumentException if that can't be meant; the message names the key
   */
  public static NodeOptions options(
      JsonObject network, @Nullable Transport transport, List<DialTarget> starts) {
    JsonObject listen = new JsonObject().put("host", "127.0.0.1").put("port", 0);
    if (transport != null) {
      listen.put("transport", transport.name().toLowerCase(Locale.ROOT));
    } else if (!starts.stream().allMatch(Crawler::isLoopback) && !isAleo(network)) {
      listen.put("transport", "tls");
    }
    JsonObject peers = new JsonObject()
        .put("max", PEERS_MAX)
        .put("inbound", 0)
        .put("target", 0)
        .put("min", 0)
        .put("book", "");
    return NodeOptions.fromJson(new JsonObject()
        .put("node", NODE)
        .put("network", network)
        .put("listen", listen)
        .put("peers", peers));
  }

  /** An identity for one crawl, kept nowhere. */
  public static Identity stranger(KeyForm keys) {
    SecureRandom random = new SecureRandom();
    return Objects.requireNonNull(keys.read(keys.draw(random), random), "a new key is one");
  }

  /** Walks; completes when there is nothing left to do. Closing the Vert.x says goodbye to the rest. */
  public Future<Progress> run(Vertx vertx) {
    return vertx
        .deployVerticle(heartbeat)
        .compose(done -> vertx.deployVerticle(server))
        .compose(done -> vertx.deployVerticle(crawl))
        .compose(done -> crawl.over());
  }

  /** Ends it before its time, once it runs; any thread may call this. */
  public void end() {
    crawl.end();
  }

  private static boolean isAleo(JsonObject network) {
    return !NetworkProfile.PRIVATE.toString().equals(network.getString("profile"));
  }

  private static boolean isLoopback(DialTarget target) {
    return target instanceof ListenAddress address && address.inetAddress().isLoopbackAddress();
  }
}
