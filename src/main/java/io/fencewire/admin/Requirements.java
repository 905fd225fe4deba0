package io.fencewire.admin;

import java.util.Map;
import java.util.TreeMap;

/** What the admin port needs beyond a node, and a program with a node inside may not have. */
public final class Requirements {
  private static final Map<String, String> ARTIFACTS = new TreeMap<>(Map.of(
      "io.vertx.ext.web.Router", "io.vertx:vertx-web",
      "io.vertx.ext.healthchecks.HealthChecks", "io.vertx:vertx-health-check",
      "io.vertx.micrometer.MicrometerMetricsOptions", "io.vertx:vertx-micrometer-metrics",
      "io.micrometer.prometheusmetrics.PrometheusMeterRegistry",
          "io.micrometer:micrometer-registry-prometheus"));

  private Requirements() {}

  /**
   * Looks for all of it.
   *
   * @throws IllegalArgumentException that names the first artifact that is missing
   */
  public static void check() {
    ARTIFACTS.forEach((type, artifact) -> {
      try {
        Class.forName(type, false, Requirements.class.getClassLoader());
      } catch (ClassNotFoundException e) {
        throw new IllegalArgumentException(
            "admin.enabled = true needs " + artifact + " on the class path", e);
      }
    });
  }
}
