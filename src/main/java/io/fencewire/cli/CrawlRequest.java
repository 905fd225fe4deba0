package io.fencewire.cli;

import io.fencewire.Crawler;
import io.fencewire.crawl.CrawlOptions;
import io.fencewire.crawl.Progress;
import io.fencewire.identity.Identity;
import io.fencewire.identity.KeyFile;
import io.fencewire.options.NetworkProfile;
import io.fencewire.options.NodeOptions;
import io.fencewire.peer.DialTarget;
import io.fencewire.server.Transport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code fencewire peers --crawl}, and how they are carried out. */
final class CrawlRequest {
  /** What starting, the last visits and the goodbyes may add to the time of a crawl. */
  private static final Duration OVERHEAD_MAX = Duration.ofMinutes(1);

  private static final Duration GOODBYES_MAX = Duration.ofSeconds(10);

  /** As long as the end of a node by a signal may take. */
  private static final long GOODBYE_MILLIS = 4_500;

  @Option(
      names = "--crawl",
      paramLabel = "ADDRESS",
      arity = "1..*",
      required = true,
      converter = DialTargetConverter.class,
      description = "Visit these, ask each node that is reached for others, visit those, and say"
          + " what is where: ip:port, [ipv6]:port or name:port. With --json one line as soon as a"
          + " visit ends.")
  private List<DialTarget> starts = List.of();

  @Option(
      names = "--network",
      paramLabel = "PROFILE",
      converter = NetworkProfileConverter.class,
      description =
          "The network.profile of the network, such as aleo-mainnet; private if not" + " given.")
  private NetworkProfile network = NetworkProfile.PRIVATE;

  @Option(
      names = "--network-name",
      paramLabel = "NAME",
      description = "The network.name of a private network; fencewire if not given.")
  private @Nullable String name;

  @Option(
      names = "--network-genesis",
      paramLabel = "BLOCK",
      description = "The network.genesis of an aleo-devnet: a file with its first block, or the"
          + " block's first 345 bytes in hexadecimal.")
  private @Nullable String genesis;

  @Option(
      names = "--transport",
      paramLabel = "tls|plain",
      converter = TransportConverter.class,
      description = "What the nodes of a private network speak over; tls if not given, and plain"
          + " if every ADDRESS is on loopback.")
  private @Nullable Transport transport;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The key to visit with; one that is forgotten afterwards if not given.")
  private @Nullable Path key;

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = WholeNumberConverter.class,
      description = "How many addresses are visited at the most, 1 to 20000; 500 if not given.")
  private int limit = 500;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "How long it may take, 1s to 24h; 5m if not given.")
  private Duration time = Duration.ofMinutes(5);

  @Option(
      names = "--at-once",
      paramLabel = "N",
      converter = WholeNumberConverter.class,
      description = "How many are visited at a time, 1 to 32; 8 if not given.")
  private int atOnce = 8;

  /**
   * Walks, and reports.
   *
   * @throws IllegalArgumentException if it was asked for wrongly
   * @throws IOException if the key can't be read, or nobody was reached
   */
  void run(CrawlReport report) throws IOException {
    CrawlOptions options = new CrawlOptions(starts, limit, time, atOnce, network.isAleo());
    NodeOptions node = Crawler.options(network(), transport, starts);
    Crawler crawler = new Crawler(node, identity(), options, report);
    Runnable asBefore = Terminal.quiet();
    CompletableFuture<Void> reported = new CompletableFuture<>();
    Thread signalled = new Thread(() -> endEarly(crawler, reported));
    Runtime.getRuntime().addShutdownHook(signalled);
    try {
      Progress end = walk(crawler);
      report.end(end);
      if (end.reached() == 0) {
        throw new IOException("no node of the network was reached");
      }
    } finally {
      asBefore.run();
      reported.complete(null);
      remove(signalled);
    }
  }

  /** A signal has come: peers are told, and what was found is printed. */
  private static void endEarly(Crawler crawler, CompletableFuture<Void> reported) {
    crawler.end();
    reported.completeOnTimeout(null, GOODBYE_MILLIS, TimeUnit.MILLISECONDS).join();
  }

  private JsonObject network() {
    JsonObject keys = new JsonObject().put("profile", network.toString());
    if (name != null) {
      keys.put("name", name);
    }
    if (genesis != null) {
      keys.put("genesis", genesis);
    }
    return keys;
  }

  private Identity identity() throws IOException {
    if (key == null) {
      return Crawler.stranger(network.keys());
    }
    if (Files.notExists(key)) {
      throw new IllegalArgumentException(
          "--key = " + key + " is wrong: there is no such file; 'keygen' makes one");
    }
    return KeyFile.loadOrCreate(key, network.keys(), new SecureRandom());
  }

  private Progress walk(Crawler crawler) throws IOException {
    Vertx vertx = Vertx.vertx();
    try {
      return await(crawler.run(vertx), time.plus(OVERHEAD_MAX));
    } finally {
      await(vertx.close(), GOODBYES_MAX);
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException theProcessEnds) {
      // then it has run, or does
    }
  }

  private static <T> T await(Future<T> future, Duration patience) throws IOException {
    try {
      return future.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new IOException("it did not end in time", late);
    }
  }
}
