package interop;

import interop.Ours.Life;
import io.fencewire.peer.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How the connections of our nodes in this JVM ended, and that each came back. */
final class Endings {
  /** An end follows its refresh within this time. */
  private static final Duration NEAR = Duration.ofSeconds(5);

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final SnarkOs a;
  private final SnarkOs b;
  private final List<Ours> ours;
  private final Map<String, Integer> reasons = new TreeMap<>();
  private final List<String> unexplained = new ArrayList<>();
  private final Set<String> tokens = new HashSet<>();
  private int connections;
  private int ends;
  private int returns;
  private int ourDials;
  private long slowestMillis;

  private Endings(SnarkOs a, SnarkOs b, List<Ours> ours) {
    this.a = a;
    this.b = b;
    this.ours = ours;
  }

  /** Looks until every end is followed by a return, for which snarkOS may take two heartbeats. */
  static Endings whenAllAreBack(SnarkOs a, SnarkOs b, List<Ours> ours) throws InterruptedException {
    Instant giveUp = Instant.now().plus(PATIENCE);
    while (true) {
      Endings endings = new Endings(a, b, ours);
      endings.look();
      if (endings.returns == endings.ends || Instant.now().isAfter(giveUp)) {
        return endings;
      }
      Thread.sleep(200);
    }
  }

  void check(Checks checks) {
    long own = heartbeats(a) + heartbeats(b);
    checks.add(
        unexplained.isEmpty() && own > 0,
        "0 disconnects that snarkOS's refresh has not caused",
        "%d ends %s, unexplained %s; its heartbeats have refreshed %d times (java -jar included)"
            .formatted(ends, reasons, unexplained, own));
    checks.add(
        returns == ends && tokens.size() == connections,
        "back after each, with a new token",
        "%d ends, %d returns, %d of them dialled by us; %d connections with %d tokens; the slowest return took %d ms"
            .formatted(ends, returns, ourDials, connections, tokens.size(), slowestMillis));
  }

  private void look() {
    for (Ours node : ours) {
      look(node, a);
      look(node, b);
    }
  }

  private void look(Ours node, SnarkOs snarkOs) {
    List<Life> lives = lives(node, snarkOs);
    connections += lives.size();
    lives.forEach(life -> tokens.add(node.name() + life.connection().token()));
    for (int i = 0; i < lives.size(); i++) {
      Life life = lives.get(i);
      if (life.end().isPresent()) {
        ended(node, snarkOs, life);
        if (i + 1 < lives.size()) {
          returned(life, lives.get(i + 1));
        }
      }
    }
  }

  private void ended(Ours node, SnarkOs snarkOs, Life life) {
    ends++;
    reasons.merge(life.end().orElseThrow().reason(), 1, Integer::sum);
    boolean refreshed = snarkOs.ledger().refreshes().stream()
        .filter(refresh -> refresh.peer().equals(node.listening()))
        .anyMatch(refresh ->
            Duration.between(refresh.at(), life.end().orElseThrow().at()).abs().compareTo(NEAR)
                < 0);
    if (!refreshed) {
      unexplained.add(node.name() + " " + life);
    }
  }

  private void returned(Life life, Life next) {
    returns++;
    ourDials += next.connection().direction() == Direction.OUTBOUND ? 1 : 0;
    Duration gap = Duration.between(life.end().orElseThrow().at(), next.begin());
    slowestMillis = Math.max(slowestMillis, gap.toMillis());
  }

  private static List<Life> lives(Ours node, SnarkOs snarkOs) {
    return node.lives().stream()
        .filter(life -> life.connection().address().toString().equals(snarkOs.listening()))
        .toList();
  }

  private static long heartbeats(SnarkOs snarkOs) {
    return snarkOs.ledger().refreshes().stream().filter(it -> !it.provoked()).count();
  }
}
