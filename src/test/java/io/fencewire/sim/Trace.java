package io.fencewire.sim;

import java.util.function.Supplier;

/**
 * What happened in a schedule: always as a running digest, by which two runs are compared, and on
 * request as lines for people.
 */
public final class Trace {
  private final boolean told;
  private final StringBuilder lines = new StringBuilder();
  private long digest;

  private Trace(boolean told) {
    this.told = told;
  }

  /** Keeps the digest alone: for millions of schedules. */
  public static Trace silent() {
    return new Trace(false);
  }

  /** Keeps the lines as well. */
  public static Trace told() {
    return new Trace(true);
  }

  /** Notes an event: the number goes into the digest, the sentence is made only if it is kept. */
  public void note(long nowNanos, int event, Supplier<String> sentence) {
    digest = (digest ^ event ^ nowNanos) * 0x9E3779B97F4A7C15L;
    digest ^= digest >>> 29;
    if (told) {
      lines.append("%12.6f  ".formatted(nowNanos / 1e9)).append(sentence.get()).append('\n');
    }
  }

  /** Equal for equal courses. */
  public long digest() {
    return digest;
  }

  /** The lines, if they were kept. */
  public String text() {
    return lines.toString();
  }
}
