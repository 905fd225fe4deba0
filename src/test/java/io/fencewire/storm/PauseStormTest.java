package io.fencewire.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.Jvm;
import io.fencewire.peer.ListenAddress;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node whose whole JVM is stopped and woken, while its peers go on: nobody is pinged twice at
 * once, nothing is sent that has expired, and nobody is closed for what was our own lateness.
 */
class PauseStormTest {
  private static final int PEERS = 50;
  private static final long PEER_PING_MILLIS = 500;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** More than a second even after the jitter, so that one ping in a second is what is normal. */
  private static final String INTERVAL = "1500ms";

  @TempDir
  private Path folder;

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final List<PausePeer> peers = new ArrayList<>();

  @AfterEach
  void stop() throws IOException {
    clock.shutdownNow();
    for (PausePeer peer : peers) {
      peer.close();
    }
  }

  @Test
  void aPauseLongerThanTheSilenceLimitCostsNoConnection() throws IOException {
    storm("3s", 4);
  }

  @Test
  @Tag("storm")
  void pausesCostNoConnection() throws IOException {
    storm("150s", pauses());
  }

  @Test
  @Tag("storm")
  void pausesLongerThanTheSilenceLimitCostNoConnection() throws IOException {
    storm("2s", pauses());
  }

  private static int[] pauses() {
    return Pattern.compile(",")
        .splitAsStream(System.getProperty("storm.pauses", "1,5,20"))
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  private void storm(String silence, int... seconds) throws IOException {
    String main = PausedNode.class.getName();
    try (Jvm jvm = Jvm.start(List.of(), main, "-conf", conf(silence).encode())) {
      int port = Integer.parseInt(jvm.await("listening"));
      for (int i = 0; i < PEERS; i++) {
        peers.add(PausePeer.connect(new ListenAddress("127.0.0.1", port), i));
      }
      jvm.await("connected " + PEERS);
      var unused = clock.scheduleAtFixedRate(
          () -> peers.forEach(PausePeer::ping), 0, PEER_PING_MILLIS, TimeUnit.MILLISECONDS);
      for (int each : seconds) {
        long start = System.nanoTime();
        Patience.until(
            () -> allPinged(start, System.nanoTime()), () -> "pings before the pause" + ends());
        pause(jvm, each);
      }
      jvm.kill();
      assertThat(jvm.said()).noneMatch(line -> line.startsWith("over"));
    }
  }

  private void pause(Jvm jvm, int seconds) throws IOException {
    signal(jvm, "STOP");
    pass(Duration.ofSeconds(seconds));
    long woken = System.nanoTime();
    signal(jvm, "CONT");
    jvm.await("expired");
    pass(Duration.ofNanos(woken + SECOND - System.nanoTime()));

    assertThat(peers).allMatch(peer -> peer.pings(woken, woken + SECOND) <= 1);
    long pinged =
        peers.stream().filter(peer -> peer.pings(woken, woken + SECOND) == 1).count();
    System.out.printf("%d of %d pinged in the first second after %d s%n", pinged, PEERS, seconds);
    Patience.until(
        () -> allPinged(woken, System.nanoTime()), () -> "pings after the pause" + ends());
    assertThat(peers).extracting(PausePeer::end).containsOnlyNulls();
    // what had passed the fence, and was cut off from its write by the pause, may be among them
    assertThat(peers.stream().flatMap(peer -> peer.lateAfter(woken).stream()))
        .hasSizeLessThanOrEqualTo(PausedNode.SENDS_PER_TICK);
  }

  private String ends() {
    return peers.stream().map(PausePeer::end).filter(Objects::nonNull).toList().toString();
  }

  private boolean allPinged(long from, long to) {
    return peers.stream().allMatch(peer -> peer.pings(from, to) > 0);
  }

  private static void signal(Jvm jvm, String signal) throws IOException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(jvm.pid()))
        .start()
        .onExit()
        .join();
  }

  private static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - end < 0) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  private JsonObject conf(String silence) {
    return new JsonObject()
        .put("node", "paused")
        .put("key", folder.resolve("paused.key").toString())
        .put("listen", new JsonObject().put("port", 0))
        .put("heartbeat", new JsonObject().put("interval", INTERVAL))
        .put("refresh", new JsonObject().put("interval", "1h"))
        .put(
            "server",
            new JsonObject()
                .put("silence", silence)
                .put("stall", "1s")
                .put("attempts", 1_000)
                .put("pending", 1_000))
        .put(
            "peers",
            new JsonObject()
                .put("min", 0)
                .put("target", 0)
                .put("max", 2 * PEERS)
                .put("inbound", 2 * PEERS)
                .put("book", ""));
  }
}
