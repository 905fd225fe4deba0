package io.fencewire.devnet;

import io.fencewire.server.ServerOptions;
import io.fencewire.server.Transport;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a devnet is told at its start. The checks name the options of the command line, because that
 * is where the values come from.
 *
 * @param nodes how many full nodes
 * @param time how long items are published
 * @param rate items per second, over all nodes together
 * @param rotateEvery the rotation interval of every node
 * @param late the share of sends that is held back at the sender, 0 to 1
 * @param transport what the nodes speak over
 * @param loops how many servers, each with an event loop of its own, every node has
 * @param adminPort where the page is, or {@link #NO_ADMIN}; a free port if it is taken
 * @param seed where everything random in the devnet comes from
 * @param input a file whose lines are published instead of numbered items, or null
 * @param report where the report is written as JSON, or null
 */
public record DevnetOptions(
    int nodes,
    Duration time,
    int rate,
    Duration rotateEvery,
    double late,
    Transport transport,
    int loops,
    int adminPort,
    long seed,
    @Nullable Path input,
    @Nullable Path report) {
  /** No page. */
  public static final int NO_ADMIN = -1;

  /** What one run may publish: the auditor remembers one bit of each item for each node. */
  private static final long ITEMS_MAX = 10_000_000;

  /** From this many nodes on, peers are more than a handful. */
  private static final int MANY_NODES = 12;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException with one line that names option, value and what would be right
   */
  public DevnetOptions {
    check(nodes >= 2 && nodes <= 200, "--nodes must be 2 to 200, not " + nodes);
    check(within(time, 1_000, 86_400_000), "--for must be 1s to 24h, not " + words(time));
    check(rate >= 1 && rate <= 10_000, "--rate must be 1 to 10000 a second, not " + rate);
    check(
        within(rotateEvery, 100, 3_600_000),
        "--rotate-every must be 100ms to 1h, not " + words(rotateEvery));
    check(late >= 0 && late <= 1, "--late must be 0% to 100%, not " + late * 100 + "%");
    int most = Math.min(peers(nodes).max(), ServerOptions.LOOPS_MAX);
    check(
        loops >= 1 && loops <= most,
        "--loops must be 1 to " + most + ", each with a peer at least, not " + loops);
    long items = rate * time.toMillis() / 1_000;
    check(
        items <= ITEMS_MAX,
        "--rate x --for is " + items + " items, and " + ITEMS_MAX + " is the most: shorten --for");
  }

  /** How many peers each node wants. */
  public Peers peers() {
    return peers(nodes);
  }

  private static Peers peers(int nodes) {
    return nodes < MANY_NODES ? new Peers(2, 3, 4) : new Peers(4, 6, 10);
  }

  /**
   * A range of peer counts. From five nodes on the target lies below the number of other nodes, so
   * that there is always someone to rotate to.
   */
  public record Peers(int min, int target, int max) {}

  private static boolean within(Duration duration, long fromMillis, long toMillis) {
    return duration.toMillis() >= fromMillis && duration.toMillis() <= toMillis;
  }

  private static String words(Duration duration) {
    return duration.toMillis() + "ms";
  }

  private static void check(boolean right, String otherwise) {
    if (!right) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
