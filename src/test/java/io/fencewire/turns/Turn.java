package io.fencewire.turns;

import java.lang.management.ClassLoadingMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One turn of the metered loop: what it cost, and what of that was what. */
final class Turn {
  private static final ClassLoadingMXBean CLASSES = ManagementFactory.getClassLoadingMXBean();
  private static final List<GarbageCollectorMXBean> COLLECTORS =
      ManagementFactory.getGarbageCollectorMXBeans();

  /** Parts of a turn that are not worth a word. */
  private static final long SMALL_NANOS = 100_000;

  private final Map<String, Share> shares = new TreeMap<>();
  private long nanos;
  private long verification;
  private long classes;
  private long collections;

  /** What all steps of one kind have cost. */
  private static final class Share {
    private int steps;
    private long nanos;
  }

  /** It begins at this processor time of its thread. */
  void begin(long cpuNanos) {
    nanos = -cpuNanos;
    classes = -CLASSES.getTotalLoadedClassCount();
    collections = -collections();
  }

  /** It ends at this processor time of its thread. */
  void end(long cpuNanos) {
    nanos += cpuNanos;
    classes += CLASSES.getTotalLoadedClassCount();
    collections += collections();
  }

  void addStep(String what, long stepNanos) {
    Share share =
        shares.computeIfAbsent(what.replaceFirst("\\$\\$Lambda.*", ""), none -> new Share());
    share.steps++;
    share.nanos += stepNanos;
  }

  void addVerification(long more) {
    verification += more;
  }

  long nanos() {
    return nanos;
  }

  /** The part of it that verification took. */
  long verification() {
    return verification;
  }

  /** What it consisted of; classes and collections are the whole JVM's in that time. */
  @Override
  public String toString() {
    String parts = shares.entrySet().stream()
        .filter(part -> part.getValue().nanos >= SMALL_NANOS)
        .map(part -> "%d x %s %s"
            .formatted(part.getValue().steps, part.getKey(), Meter.millis(part.getValue().nanos)))
        .collect(Collectors.joining("; "));
    return "%s, verification %s, %d classes loaded, %d collections: %s"
        .formatted(Meter.millis(nanos), Meter.millis(verification), classes, collections, parts);
  }

  private static long collections() {
    return COLLECTORS.stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }
}
