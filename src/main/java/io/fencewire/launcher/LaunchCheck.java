package io.fencewire.launcher;

import io.fencewire.NodeVerticle;
import io.fencewire.admin.Requirements;
import io.fencewire.options.NodeOptions;
import io.fencewire.options.Settings;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.spi.VerticleFactory;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/**
 * Checks a start as a whole, before anything starts. The Vert.x launcher warns, or says nothing, in
 * most of the cases that end here in a {@link BadStart}.
 */
public final class LaunchCheck {
  private static final String CONF = "-conf";
  private static final String OPTIONS = "-options";
  private static final String DEPLOYMENT_OPTIONS = "-deployment-options";
  private static final String INSTANCES = "-instances";
  private static final String CLUSTER_PORT = "-cluster-port";
  private static final String CLUSTER_PUBLIC_PORT = "-cluster-public-port";
  private static final String LOG_FORMAT = "fencewire.log.format";
  private static final int VIRTUAL_THREADS_SINCE = 21;

  /** What the launcher takes from system properties, by the beginnings of their names. */
  private static final List<PlatformOptions> PROPERTIES = List.of(
      new PlatformOptions("vertx.options", VertxOptions.class),
      new PlatformOptions("vertx.options", VertxOptions.class)
          .group("vertx.eventBus.options", "eventBusOptions"),
      new PlatformOptions("vertx.deployment.options", DeploymentOptions.class));

  /** What a number of an option must be: the launcher says no more than "not an int". */
  private static final Map<String, String> NUMBERS = Map.of(
      INSTANCES, "a whole number from 1 on; 1 for a node",
      CLUSTER_PORT, "a whole number from 0 to 65535",
      CLUSTER_PUBLIC_PORT, "a whole number from 1 to 65535");

  private final ParseResult line;
  private final Surroundings around;
  private final String verticle;

  private LaunchCheck(ParseResult line, Surroundings around) {
    this.line = line;
    this.around = around;
    this.verticle = line.matchedPositionalValue(0, around.verticle());
  }

  /**
   * What there is apart from the command line.
   *
   * @param environment the environment's variables
   * @param properties the JVM's system properties
   * @param verticle the main verticle if the command line names none
   */
  public record Surroundings(
      Map<String, String> environment, Map<String, String> properties, String verticle) {}

  /**
   * A start that was found right.
   *
   * @param options the options of Vert.x, if any are given
   * @param deploymentOptions the options of the main verticle's deployment, if any are given
   * @param conf the main verticle's configuration
   * @param node the node's options, or null if the main verticle is somebody else's
   * @param guard what the event bus has to pass if Vert.x is to form a cluster, else null
   */
  public record Launch(
      @Nullable JsonObject options,
      @Nullable JsonObject deploymentOptions,
      JsonObject conf,
      @Nullable NodeOptions node,
      @Nullable BusGuard guard) {}

  /**
   * Checks it.
   *
   * @throws IllegalArgumentException that names the key, the value and what would be right
   */
  public static Launch check(ParseResult line, Surroundings around) {
    return new LaunchCheck(line, around).check();
  }

  /** What a number of the launcher's must be. */
  public static Map<String, String> numbers() {
    return NUMBERS;
  }

  private Launch check() {
    checkThreads();
    checkVerticle();
    JsonObject options = json(OPTIONS, VertxOptions.class);
    JsonObject deployment = json(DEPLOYMENT_OPTIONS, DeploymentOptions.class);
    if (deployment != null && deployment.containsKey("config")) {
      throw new BadStart(
          DEPLOYMENT_OPTIONS + ".config", deployment.getValue("config"), "it belongs into -conf");
    }
    new TreeMap<>(around.properties()).forEach(LaunchCheck::checkProperty);
    checkLogFormat();
    checkInstances(deployment);
    checkPort(CLUSTER_PORT, 0);
    checkPort(CLUSTER_PUBLIC_PORT, 1);
    String conf = value(CONF);
    JsonObject given = conf == null ? new JsonObject() : JsonArgument.read(CONF, conf);
    NodeOptions node = null;
    boolean insecure;
    if (isNode()) {
      Settings settings = Settings.read(given, around.environment());
      node = NodeOptions.fromJson(settings.toJson());
      if (node.admin().enabled()) {
        Requirements.check();
      }
      given = settings.toJson();
      insecure = settings.clusterInsecure();
    } else {
      insecure = Settings.clusterInsecure(around.environment());
    }
    BusGuard guard = null;
    if (line.matchedOptionValue("-cluster", false)) {
      guard = ClusterCheck.check(value("-cluster-host"), around.properties(), insecure);
      options = Clustering.options(options);
    }
    return new Launch(options, deployment, given, node, guard);
  }

  private void checkThreads() {
    if (!line.matchedOptionValue("-virtual-thread", false)) {
      return;
    }
    if (line.matchedOptionValue("-worker", false)) {
      throw new BadStart("-virtual-thread", true, "choose it or -worker, not both");
    }
    if (Runtime.version().feature() < VIRTUAL_THREADS_SINCE) {
      throw new BadStart("-virtual-thread", true, "it needs Java 21, this is " + Runtime.version());
    }
  }

  /** A mistyped command is taken for the name of a class. */
  private void checkVerticle() {
    if (verticle.contains(":")
        || ServiceLoader.load(VerticleFactory.class).iterator().hasNext()) {
      return;
    }
    try {
      Class.forName(verticle, false, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      throw new BadStart(
          "the main verticle",
          verticle,
          "there is no such class, and no such command; see 'fencewire --help'");
    }
  }

  private void checkInstances(@Nullable JsonObject deployment) {
    Object instances = line.matchedOptionValue(INSTANCES, null);
    String name = INSTANCES;
    if (instances == null && deployment != null) {
      instances = deployment.getValue("instances");
      name = DEPLOYMENT_OPTIONS + ".instances";
    }
    String property = around.properties().get("vertx.deployment.options.instances");
    if (property != null) {
      instances = Integer.valueOf(property);
      name = "-Dvertx.deployment.options.instances";
    }
    if (!(instances instanceof Integer number)) {
      return;
    }
    if (isNode() && number != 1) {
      throw new BadStart(name, number, "it must be 1: a second node would want the same port");
    }
    if (number < 1) {
      throw new BadStart(name, number, "a whole number from 1 on");
    }
  }

  /** With another format there would be no log at all, and nobody to say so. */
  private void checkLogFormat() {
    String format = around.properties().getOrDefault(LOG_FORMAT, "text");
    if (!format.equals("text") && !format.equals("json")) {
      throw new BadStart("-D" + LOG_FORMAT, format, "text or json");
    }
  }

  private void checkPort(String option, int min) {
    Integer port = line.matchedOptionValue(option, null);
    if (port != null && (port < min || port > 65_535)) {
      throw new BadStart(option, port, "a whole number from " + min + " to 65535");
    }
  }

  private @Nullable JsonObject json(String option, Class<?> type) {
    String text = value(option);
    if (text == null) {
      return null;
    }
    JsonObject json = JsonArgument.read(option, text);
    new PlatformOptions(option, type).check(json);
    return json;
  }

  private static void checkProperty(String name, String value) {
    PROPERTIES.forEach(options -> options.checkProperty(name, value));
  }

  private boolean isNode() {
    String name = NodeVerticle.class.getName();
    return verticle.equals(name) || verticle.equals("java:" + name);
  }

  private @Nullable String value(String option) {
    return line.matchedOptionValue(option, null);
  }
}
