package io.fencewire.cost;

import io.fencewire.Jvm;
import io.fencewire.peer.ListenAddress;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares what the peers of a node wait for their pongs while its admin port is asked 1,000 times a
 * second and 200 listeners hold event streams open, half of which never read, with the time before
 * and after. Node, crowd and peers have a JVM each. It asserts no figure, and runs only if it is
 * named: {@code mvn -q test -Dtest=AdminLoad}, for other than 30 s each with {@code -Dload.seconds=10}.
 */
class AdminLoad {
  private static final int PEERS = 24;
  private static final int RATE = 1_000;
  private static final int LISTENERS = 200;
  private static final long WARM_SECONDS = 5;

  /** The tests look for leaks in every buffer, which nobody does in use. */
  private static final List<String> AS_IN_USE = List.of("-Dio.netty.leakDetection.level=simple");

  private final int seconds = Integer.getInteger("load.seconds", 30);
  private final List<PingingPeer> peers = new ArrayList<>();

  @TempDir
  private Path folder;

  @Test
  void measure() throws IOException {
    try (Jvm node = Jvm.start(AS_IN_USE, "-conf", configuration().encode())) {
      ListenAddress listening = ListenAddress.parse(logged(node, "listens at (\\S+) over"));
      String port = logged(node, "admin port of .* at 127\\.0\\.0\\.1:([0-9]+)");
      for (int number = 1; number <= PEERS; number++) {
        peers.add(PingingPeer.connect(listening, number));
      }
      try {
        compare(Integer.parseInt(port));
      } catch (AssertionError problem) {
        node.kill();
        node.said().forEach(System.out::println);
        throw problem;
      }
    }
  }

  private void compare(int port) throws IOException {
    pass(WARM_SECONDS);
    report("without load");
    underLoad(port);
    pass(WARM_SECONDS);
    report("without load");
    for (PingingPeer peer : peers) {
      peer.close();
    }
  }

  private void underLoad(int port) throws IOException {
    JsonObject order = new JsonObject()
        .put("port", port)
        .put("rate", RATE)
        .put("listeners", LISTENERS)
        .put("seconds", seconds + 2 * WARM_SECONDS);
    try (Jvm crowd = Jvm.start(AS_IN_USE, AdminCrowd.class.getName(), "-conf", order.encode())) {
      crowd.await("begun");
      pass(WARM_SECONDS);
      report("with " + RATE + " requests a second and " + LISTENERS + " listeners");
      System.out.println("requests: " + crowd.await("requests:"));
    }
  }

  private void report(String when) {
    long from = System.nanoTime();
    pass(seconds);
    long to = System.nanoTime();
    long[] nanos = peers.stream()
        .flatMap(peer -> peer.samples(from, to).stream())
        .mapToLong(PingingPeer.Sample::nanos)
        .sorted()
        .toArray();
    System.out.printf(
        "%s: %d pings, half of them within %.2f ms, 99 of 100 within %.2f ms, the longest %.1f ms;"
            + " load of the machine %.1f%n",
        when,
        nanos.length,
        nanos[nanos.length / 2] / 1e6,
        nanos[nanos.length * 99 / 100] / 1e6,
        nanos[nanos.length - 1] / 1e6,
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static void pass(long seconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** What the log says in the first line that has it. */
  private static String logged(Jvm node, String pattern) {
    Pattern wanted = Pattern.compile(pattern);
    while (true) {
      Matcher found = wanted.matcher(node.await("2")); // the year, of any line
      if (found.find()) {
        return found.group(1);
      }
    }
  }

  private JsonObject configuration() {
    return new JsonObject()
        .put("node", "asked")
        .put("key", folder.resolve("asked.key").toString())
        .put("listen", new JsonObject().put("port", 0))
        .put("peers", new JsonObject().put("book", "").put("max", 64).put("inbound", 64))
        .put("refresh", new JsonObject().put("interval", "1h"))
        .put("server", new JsonObject().put("attempts", 1_000))
        .put("admin", new JsonObject().put("enabled", true).put("port", 0));
  }
}
