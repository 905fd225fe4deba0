package io.fencewire.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fencewire.peer.Histogram;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The metrics that the figures of the parts are: {@code fencewire_<part>_<name>}, a counter with
 * {@code _total}. What the parts put behind a dot becomes a label, and the buckets of a {@link
 * Histogram} a histogram in seconds.
 */
final class Families {
  private static final double NANOS = 1e9;
  private static final String PREFIX = "fencewire_";
  private static final String SECONDS = "_seconds";

  /** The label that stands for what is behind the dot, by what is before it. */
  private static final Map<String, String> LABELS =
      Map.of("sends", "outcome", "closes", "reason", "origins", "origin", "flight_dropped", "kind");

  /** What each family means, by its part and name. */
  private static final Properties HELP = help();

  private final Map<String, CounterSnapshot.Builder> counters = new TreeMap<>();
  private final Map<String, GaugeSnapshot.Builder> gauges = new TreeMap<>();
  private final Map<String, HistogramSnapshot.Builder> histograms = new TreeMap<>();

  private static Properties help() {
    Properties help = new Properties();
    try {
      help.load(new StringReader(new String(Resource.bytes("metrics.properties"), UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return help;
  }

  /** Adds what one part counts; the labels say whose part it is. */
  void add(String part, Labels labels, Map<String, Long> levels, Map<String, Long> counts) {
    String prefix = PREFIX + part + "_";
    levels.forEach((name, level) -> gauges
        .computeIfAbsent(prefix + name, any -> GaugeSnapshot.builder())
        .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
            .labels(labels)
            .value(level)
            .build()));
    Map<String, Buckets> buckets = new TreeMap<>();
    counts.forEach((name, count) -> {
      if (!Buckets.take(name, count, buckets)) {
        count(prefix, name, labels, count);
      }
    });
    buckets.forEach((name, all) -> histograms
        .computeIfAbsent(prefix + name + SECONDS, any -> HistogramSnapshot.builder())
        .dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
            .labels(labels)
            .classicHistogramBuckets(all.classic())
            .sum(all.sum / NANOS)
            .build()));
  }

  /** All of them, in the order of their names. */
  MetricSnapshots snapshots() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    counters.forEach((name, family) -> all.metricSnapshot(named(family, name)));
    gauges.forEach((name, family) -> all.metricSnapshot(named(family, name)));
    histograms.forEach((name, family) -> all.metricSnapshot(named(family, name)));
    return all.build();
  }

  private static MetricSnapshot named(MetricSnapshot.Builder<?> family, String name) {
    String key = name.substring(PREFIX.length());
    if (key.endsWith(SECONDS)) {
      key = key.substring(0, key.length() - SECONDS.length());
    }
    @Nullable String help = HELP.getProperty(key);
    return (help == null ? family : family.help(help)).name(name).build();
  }

  private void count(String prefix, String name, Labels labels, long count) {
    String[] parts = name.split("\\.", 2);
    @Nullable String label = parts.length == 2 ? LABELS.get(parts[0]) : null;
    String family = label == null ? name.replace('.', '_') : parts[0];
    counters
        .computeIfAbsent(prefix + family, any -> CounterSnapshot.builder())
        .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
            .labels(label == null ? labels : labels.add(label, parts[1]))
            .value((double) count)
            .build());
  }

  /** The buckets of one histogram, as they are found among counters. */
  private static final class Buckets {
    private final ClassicHistogramBuckets.Builder classic = ClassicHistogramBuckets.builder();
    private long sum;

    static boolean take(String name, long count, Map<String, Buckets> found) {
      int bucket = name.indexOf(Histogram.BUCKET);
      if (bucket > 0) {
        String bound = name.substring(bucket + Histogram.BUCKET.length());
        double limit =
            bound.equals(Histogram.MORE) ? Double.POSITIVE_INFINITY : Long.parseLong(bound) / NANOS;
        of(name.substring(0, bucket), found).classic.bucket(limit, count);
        return true;
      }
      if (name.endsWith(Histogram.SUM)) {
        of(name.substring(0, name.length() - Histogram.SUM.length()), found).sum = count;
        return true;
      }
      return false;
    }

    private static Buckets of(String name, Map<String, Buckets> found) {
      return found.computeIfAbsent(name, any -> new Buckets());
    }

    private ClassicHistogramBuckets classic() {
      return classic.build();
    }
  }
}
