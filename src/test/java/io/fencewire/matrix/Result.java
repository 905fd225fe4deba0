package io.fencewire.matrix;

import java.util.List;
import java.util.Locale;

/**
 * What a fault has cost.
 *
 * @param had connections that depended on the victim: it held them, or was entrusted with them
 * @param lost peers that had to keep their connection, or had none at the end
 * @param wrongful closes that nothing excuses
 * @param sends commands with a deadline during that time
 * @param times how long things took
 * @param duplicates connections too many at the end
 * @param twice items that somebody was given again
 * @param details the closes that nothing excuses, and those of peers that were lost
 */
record Result(
    Fault fault,
    int had,
    int lost,
    int wrongful,
    Journal.Sends sends,
    Times times,
    int duplicates,
    long twice,
    List<String> details) {
  private static final double OWNED_SECONDS = 10;
  private static final double AGAIN_SECONDS = 30;

  /**
   * In seconds since the fault began; infinite for what did not come about.
   *
   * @param lasted how long the fault itself took
   * @param owned until every peer had a connection
   * @param pinged until every peer was pinged
   * @param gossip until an item of everybody had reached everybody else
   */
  record Times(double lasted, double owned, double pinged, double gossip) {}

  /** Whether it is what was promised. */
  boolean holds() {
    double again = times.lasted + AGAIN_SECONDS;
    boolean owned = times.owned <= (fault.isEnd() ? OWNED_SECONDS : again);
    return lost == 0
        && wrongful == 0
        && sends.late() == 0
        && owned
        && times.pinged <= again
        && times.gossip <= again
        && duplicates == 0
        && twice == 0;
  }

  /** The heads of the columns. */
  static String head() {
    return String.format(
        "%-22s %4s %5s %8s %6s %8s %8s %8s %8s %5s %6s  %s",
        "fault",
        "had",
        "lost",
        "wrongful",
        "late",
        "expired",
        "owned s",
        "pinged s",
        "gossip s",
        "dups",
        "twice",
        "");
  }

  /** A line of the table. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%-22s %4d %5d %8d %6d %8d %8.1f %8.1f %8.1f %5d %6d  %s",
        fault,
        had,
        lost,
        wrongful,
        sends.late(),
        sends.expired(),
        times.owned,
        times.pinged,
        times.gossip,
        duplicates,
        twice,
        holds() ? "" : "BROKEN");
  }

  /** The worst of several results of one fault. */
  static Result worst(List<Result> all) {
    return all.stream().reduce(Result::worse).orElseThrow();
  }

  private Result worse(Result other) {
    return new Result(
        fault,
        Math.min(had, other.had),
        lost + other.lost,
        wrongful + other.wrongful,
        new Journal.Sends(
            sends.written() + other.sends.written(),
            sends.expired() + other.sends.expired(),
            sends.late() + other.sends.late()),
        new Times(
            Math.max(times.lasted, other.times.lasted),
            Math.max(times.owned, other.times.owned),
            Math.max(times.pinged, other.times.pinged),
            Math.max(times.gossip, other.times.gossip)),
        duplicates + other.duplicates,
        twice + other.twice,
        List.of());
  }
}
