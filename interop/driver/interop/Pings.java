package interop;

import interop.Ledger.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Pings and Pongs as both ends have counted them. */
record Pings(SnarkOs a, SnarkOs b, List<Ours> ours, Launched launched) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What all five nodes have counted; {@code sent} are Pongs. */
  private record Count(long pings, long unsent, long pongs, long missed, long sent, long dropped) {}

  /** Looks until nothing is under way: each end counts when it sends, or when it receives. */
  void check(Checks checks) throws Exception {
    Instant giveUp = Instant.now().plus(PATIENCE);
    while (true) {
      Traffic theirs = a.ledger().traffic().plus(b.ledger().traffic());
      Count count = count();
      boolean stood = a.ledger().traffic().plus(b.ledger().traffic()).equals(theirs);
      if (stood && ourPings(count, theirs) && theirPings(count, theirs)
          || Instant.now().isAfter(giveUp)) {
        add(checks, count, theirs);
        return;
      }
      Thread.sleep(100);
    }
  }

  private void add(Checks checks, Count count, Traffic theirs) {
    checks.add(
        ourPings(count, theirs),
        "Fencewire's Pings are answered",
        "Fencewire: %d pings, %d of them not sent, %d pongs, %d missed; snarkOS: %d received, %d pongs sent"
            .formatted(
                count.pings(),
                count.unsent(),
                count.pongs(),
                count.missed(),
                theirs.pingsOfOthers(),
                theirs.pongs()));
    checks.add(
        theirPings(count, theirs),
        "snarkOS's Pings are answered",
        "snarkOS: %d pings, %d pongs, %d unanswered, %d cut off by its own disconnect; Fencewire: %d pongs sent, %d dropped"
            .formatted(
                theirs.pings(),
                theirs.answered(),
                theirs.unanswered(),
                theirs.cutOff(),
                count.sent(),
                count.dropped()));
  }

  /** What snarkOS has received it has answered, and we have heard it, but for its own disconnects. */
  private boolean ourPings(Count count, Traffic theirs) {
    return count.pings() > 0
        && count.missed() == 0
        && theirs.pingsOfOthers() == theirs.pongs()
        && count.pongs() == count.pings() - count.unsent();
  }

  private boolean theirPings(Count count, Traffic theirs) {
    return theirs.pings() > 0
        && theirs.unanswered() == 0
        && theirs.answered() == theirs.pings() - theirs.cutOff()
        && count.sent() >= theirs.answered()
        && count.dropped() == 0;
  }

  private Count count() throws Exception {
    List<Figures> all = new ArrayList<>();
    for (Ours node : ours) {
      all.add(node.figures());
    }
    all.add(launched.figures());
    return new Count(
        all.stream().mapToLong(figures -> figures.heartbeat("pings")).sum(),
        all.stream().mapToLong(figures -> figures.heartbeat("pings_unsent")).sum(),
        all.stream().mapToLong(figures -> figures.heartbeat("pongs")).sum(),
        all.stream().mapToLong(figures -> figures.heartbeat("missed")).sum(),
        all.stream().mapToLong(figures -> figures.server("pongs")).sum(),
        all.stream().mapToLong(figures -> figures.server("pongs_dropped")).sum());
  }
}
