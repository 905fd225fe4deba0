package io.fencewire.crawl;

import io.fencewire.peer.DialTarget;
import java.time.Duration;
import java.util.List;

/**
 * What a crawl is told at its start.
 *
 * @param starts where it begins
 * @param limit how many addresses are visited at the most, whatever comes of it
 * @param time after this no visit begins, and those under way end
 * @param atOnce how many visits are under way at the most
 * @param blocks whether nodes of this network say in their Pings how far their chain has come
 */
public record CrawlOptions(
    List<DialTarget> starts, int limit, Duration time, int atOnce, boolean blocks) {
  /** The most addresses that one crawl visits. */
  public static final int LIMIT_MAX = 20_000;

  /** The most visits that are under way at once. */
  public static final int AT_ONCE_MAX = 32;

  private static final Duration TIME_MIN = Duration.ofSeconds(1);
  private static final Duration TIME_MAX = Duration.ofHours(24);

  /** Checks the ranges. */
  public CrawlOptions {
    starts = List.copyOf(starts);
    mustBe(!starts.isEmpty(), "--crawl needs an address to begin with");
    mustBe(
        limit >= 1 && limit <= LIMIT_MAX, "--limit must be 1 to " + LIMIT_MAX + ", not " + limit);
    mustBe(
        starts.size() <= limit,
        "--limit = " + limit + " is less than the " + starts.size() + " addresses to begin with");
    mustBe(
        time.compareTo(TIME_MIN) >= 0 && time.compareTo(TIME_MAX) <= 0,
        "--for must be 1s to 24h, not " + time.toMillis() + "ms");
    mustBe(
        atOnce >= 1 && atOnce <= AT_ONCE_MAX,
        "--at-once must be 1 to " + AT_ONCE_MAX + ", not " + atOnce);
  }

  private static void mustBe(boolean right, String problem) {
    if (!right) {
      throw new IllegalArgumentException(problem);
    }
  }
}
