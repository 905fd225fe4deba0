package io.fencewire.admin;

import java.util.Map;
import java.util.TreeMap;

/** What the admin port needs beyond a node, and a program with a node inside may not have. */
public final class Requirements {
  private static final Map<String, String> ARTIFACTS = new TreeMap<>(Map.of(
      "io/vertx/ext/web/Router.class",
      "io.vertx:vertx-web",
      "io/vertx/ext/healthchecks/HealthChecks.class",
      "io.vertx:vertx-health-check",
      "io/vertx/micrometer/MicrometerMetricsOptions.class",
      "io.vertx:vertx-micrometer-metrics",
      "io/micrometer/prometheusmetrics/PrometheusMeterRegistry.class",
      "io.micrometer:micrometer-registry-prometheus",
      Page.UPLOT + "uPlot.esm.js",
      "org.webjars.npm:uplot"));

  private Requirements() {}

  /**
   * Looks for all of it.
   *
   * @throws IllegalArgumentException that names the first artifact that is missing
   */
  public static void check() {
    ClassLoader here = Requirements.class.getClassLoader();
    ARTIFACTS.forEach((part, artifact) -> {
      if (here.getResource(part) == null) {
        throw new IllegalArgumentException(
            "admin.enabled = true needs " + artifact + " on the class path");
      }
    });
  }
}
