package io.fencewire.launcher;

import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.micrometer.VertxPrometheusOptions;

/** Vert.x's own metrics, for a node that shows its own; loaded only for such a one. */
public final class PlatformMetrics {
  private PlatformMetrics() {}

  /** Turns them on, unless whoever started it has said what he wants. */
  public static void in(VertxOptions options) {
    var given = options.getMetricsOptions();
    if (given == null || !given.isEnabled()) {
      options.setMetricsOptions(new MicrometerMetricsOptions()
          .setPrometheusOptions(new VertxPrometheusOptions().setEnabled(true))
          .setEnabled(true));
    }
  }
}
