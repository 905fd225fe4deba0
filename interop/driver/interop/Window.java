package interop;

import io.fencewire.api.DialException;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerConnection;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/**
 * The window of snarkOS's issue 3331, provoked from its side: it refreshes us, we come back at
 * once, and what was meant for the old connection comes late. snarkOS's own late Ping, where the
 * version has one, comes along by itself.
 */
final class Window {
  private static final int ROUNDS = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(45);
  private static final byte[] LATE = new byte[40];

  private final SnarkOs snarkOs;
  private final Ours node;
  private final Map<Outcome, Integer> lateSends = new EnumMap<>(Outcome.class);
  private final Map<Outcome, Integer> lateCloses = new EnumMap<>(Outcome.class);
  private int rounds;
  private int renewed;
  private int lived;
  private int refusedDials;
  private long longestMillis;

  Window(SnarkOs snarkOs, Ours node) {
    this.snarkOs = snarkOs;
    this.node = node;
  }

  void provoke(Checks checks) throws Exception {
    while (rounds < ROUNDS) {
      round();
    }
    checks.add(
        renewed == ROUNDS && lived == ROUNDS,
        "#3331: refreshed by A, we come back at once",
        "%d rounds: %d new tokens, %d of them live after the late commands; %d dials refused; back within %d ms"
            .formatted(ROUNDS, renewed, lived, refusedDials, longestMillis));
    checks.add(
        onlyStale(lateSends) && onlyStale(lateCloses),
        "#3331: late sends and closes with the old token",
        "sends %s, closes %s".formatted(lateSends, lateCloses));
    outlast(checks);
  }

  /** One that the heartbeat's own refresh of this node got into is none. */
  private void round() throws Exception {
    ConnectionToken old = current();
    long before = refreshes();
    long begin = System.nanoTime();
    snarkOs.refresh(node.listening());
    gone(old);
    late(old);
    ConnectionToken fresh = comeBack();
    long millis = (System.nanoTime() - begin) / 1_000_000;
    late(old);
    Thread.sleep(500);
    late(old);
    boolean live = node.isLive(fresh);
    if (refreshes() == before + 1) {
      rounds++;
      renewed += fresh.equals(old) ? 0 : 1;
      lived += live ? 1 : 0;
      longestMillis = Math.max(longestMillis, millis);
    }
  }

  /** The last connection lives on through both ends' next Pings. */
  private void outlast(Checks checks) throws Exception {
    ConnectionToken last = current();
    int pongs = pongs();
    long refreshes = refreshes();
    Thread.sleep(LONG_ENOUGH.toMillis());
    boolean same = node.isLive(last);
    boolean refreshed = refreshes() > refreshes;
    checks.add(
        (same || refreshed) && pongs() > pongs,
        "#3331: the last connection lives on",
        "%s %d s later; meanwhile A has got %d Pongs there"
            .formatted(
                same ? "LIVE" : "over, by A's own refresh, and back",
                LONG_ENOUGH.toSeconds(),
                pongs() - pongs));
  }

  private int pongs() {
    return snarkOs.ledger().pongs(node.listening());
  }

  private long refreshes() {
    return snarkOs.ledger().refreshes(node.listening());
  }

  private ConnectionToken current() throws Exception {
    if (!Encounter.until(PATIENCE, () -> node.connectionTo(snarkOs.listening()).isPresent())) {
      throw new IllegalStateException(node.name() + " has no connection to " + snarkOs.what());
    }
    return node.connectionTo(snarkOs.listening()).map(PeerConnection::token).orElseThrow();
  }

  private void gone(ConnectionToken old) throws Exception {
    boolean over = Encounter.until(
        PATIENCE,
        () -> node.lives().stream()
            .anyMatch(
                life -> life.connection().token().equals(old) && life.end().isPresent()));
    if (!over) {
      throw new IllegalStateException(snarkOs.what() + " was told to refresh, and did not");
    }
  }

  private void late(ConnectionToken old) throws Exception {
    lateSends.merge(Ours.await(node.network().send(old, "transactions", LATE)), 1, Integer::sum);
    lateCloses.merge(Ours.await(node.network().disconnect(old)), 1, Integer::sum);
  }

  /** It may not have cleaned up yet, and then refuses us. */
  private ConnectionToken comeBack() throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return Ours.await(node.network().connect(snarkOs.listening()));
      } catch (ExecutionException refused) {
        if (!(refused.getCause() instanceof DialException) || System.nanoTime() - end > 0) {
          throw refused;
        }
        refusedDials++;
        Thread.sleep(20);
      }
    }
  }

  private static boolean onlyStale(Map<Outcome, Integer> outcomes) {
    return outcomes.keySet().equals(Set.of(Outcome.STALE));
  }
}
