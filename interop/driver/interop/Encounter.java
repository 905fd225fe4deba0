package interop;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * One version of snarkOS, two processes of it, and five Fencewire nodes: enough of them that its
 * heartbeat refreshes one every 25 s, which it does from its fourth peer on. One, two and launched
 * know nobody but A, and come back by themselves; three and four, which is a prover, dial nobody.
 *
 * <pre>
 *   one, two, launched ──dial──► A      A ──dials──► three, four      B ──dials──► three
 * </pre>
 */
final class Encounter implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Checks checks;
  private final Vertx vertx = Vertx.vertx();
  private final SnarkOs a;
  private final SnarkOs b;
  private final List<Ours> ours = new ArrayList<>();
  private final Launched launched;

  Encounter(Path jar, Path binary, Path folder, Checks checks) throws Exception {
    this.checks = checks;
    this.a = new SnarkOs("A", binary, List.of(), folder);
    this.b = new SnarkOs("B", binary, List.of("router"), folder);
    String trusted = a.identity() + "@" + a.listening();
    ours.add(new Ours(vertx, "one", Ours.dialling(trusted)));
    ours.add(new Ours(vertx, "two", Ours.dialling(trusted)));
    ours.add(new Ours(vertx, "three", Ours.waiting("client")));
    ours.add(new Ours(vertx, "four", Ours.waiting("prover")));
    this.launched = new Launched(jar, Ours.dialling(trusted), folder);
    System.out.printf("A is %s at %s, %s%n", a.what(), a.listening(), a.address());
    System.out.printf("B is %s at %s, %s%n", b.what(), b.listening(), b.address());
  }

  void run(Duration time) throws Exception {
    Instant end = Instant.now().plus(time);
    a.connect(ours.get(2).listening());
    a.connect(ours.get(3).listening());
    b.connect(ours.get(2).listening());
    new Handshakes(a, b, ours, launched).check(checks);
    new Gossip(a, b, ours).check(checks);
    Window window = new Window(a, ours.get(1));
    window.provoke(checks);
    while (Instant.now().isBefore(end)) {
      Thread.sleep(1_000);
    }
    Endings.whenAllAreBack(a, b, ours).check(checks);
    new Pings(a, b, ours, launched).check(checks);
    launchedHolds();
    complaints();
    new WrongId(a, ours.get(3)).check(checks);
  }

  @Override
  public void close() throws Exception {
    launched.close();
    Ours.await(vertx.close());
    a.close();
    b.close();
  }

  /** Waits until it holds. */
  static boolean until(Duration patience, BooleanSupplier condition) throws InterruptedException {
    Instant end = Instant.now().plus(patience);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        return false;
      }
      Thread.sleep(50);
    }
    return true;
  }

  /** The node of {@code java -jar}: no end but by A's refresh, by what it has counted itself. */
  private void launchedHolds() throws Exception {
    Instant giveUp = Instant.now().plus(PATIENCE);
    while (true) {
      Figures figures = launched.figures();
      long refreshed = a.ledger().refreshes(launched.listening());
      long promoted = figures.server("promoted");
      boolean holds = launched.peers().size() == 1 && promoted == refreshed + 1;
      if (holds || Instant.now().isAfter(giveUp)) {
        checks.add(
            holds,
            "java -jar: ends only by A's refresh, and is back each time",
            "refreshed %d times, LIVE %d times, told so by a Disconnect %d times"
                .formatted(refreshed, promoted, figures.server("closes.rotation")));
        return;
      }
      Thread.sleep(200);
    }
  }

  private void complaints() {
    List<String> all = new ArrayList<>(a.ledger().complaints());
    all.addAll(b.ledger().complaints());
    System.out.println("warnings and errors of snarkOS:");
    all.forEach(complaint -> System.out.println("  " + complaint));
    boolean blamed =
        all.stream().anyMatch(line -> line.contains("violation") || line.contains("not following"));
    checks.add(!blamed, "no violation in snarkOS's eyes", all.size() + " warnings, see the output");
  }
}
