package io.fencewire;

import io.fencewire.bus.BusCodec;
import io.fencewire.cli.Commands;
import io.fencewire.launcher.BusGuard;
import io.fencewire.launcher.Clustering;
import io.fencewire.launcher.LaunchCheck.Launch;
import io.fencewire.launcher.LaunchCheck.Surroundings;
import io.fencewire.launcher.PlatformMetrics;
import io.fencewire.launcher.Signals;
import io.fencewire.options.StartRefused;
import io.fencewire.peer.ListenAddress;
import io.vertx.core.Deployable;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.launcher.application.HookContext;
import io.vertx.launcher.application.VertxApplication;
import io.vertx.launcher.application.VertxApplicationHooks;
import io.vertx.launcher.application.impl.Utils;
import java.net.BindException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program: a subcommand if the first word is one, else the Vert.x launcher with all its options
 * and {@link NodeVerticle} as the main verticle, after a check of everything it was given.
 */
public final class Fencewire extends VertxApplication implements VertxApplicationHooks {
  private static final Logger LOG = LoggerFactory.getLogger(Fencewire.class);

  /** No exit code: the node runs, and the process ends by a signal. */
  private static final int RUNS = -1;

  private static final int FAILED = 1;
  private static final int ASKED_WRONGLY = 2;

  private final Launch launch;
  private int failure = FAILED;

  private Fencewire(String[] args, Launch launch) {
    super(args, null, false, false);
    this.launch = launch;
  }

  /** Starts it. Exit codes: 0 done, 1 it failed, 2 it was asked for wrongly. */
  public static void main(String[] args) {
    Surroundings around = new Surroundings(System.getenv(), properties(), mainVerticle());
    int code = Commands.run(args, around, launch -> new Fencewire(args, launch).start());
    if (code != RUNS) {
      System.exit(code);
    }
  }

  @Override
  public @Nullable JsonObject afterVertxOptionsParsed(@Nullable JsonObject vertxOptions) {
    return launch.options();
  }

  @Override
  public @Nullable JsonObject afterDeploymentOptionsParsed(@Nullable JsonObject options) {
    return launch.deploymentOptions();
  }

  @Override
  public JsonObject afterConfigParsed(@Nullable JsonObject config) {
    return launch.conf();
  }

  @Override
  public VertxBuilder createVertxBuilder(VertxOptions options) {
    if (launch.node() != null && launch.node().admin().enabled()) {
      PlatformMetrics.in(options);
    }
    VertxBuilder builder = Vertx.builder().with(options);
    return launch.guard() != null ? Clustering.with(builder) : builder;
  }

  /** Here at last the options of the event bus are what the launcher has made of all it was given. */
  @Override
  public void beforeStartingVertx(HookContext context) {
    BusGuard guard = launch.guard();
    try {
      if (guard != null) {
        guard.check(context.vertxOptions().getEventBusOptions());
      }
      if (launch.node() != null) {
        launch.node().mustSuit(guard != null);
      }
    } catch (IllegalArgumentException wrong) {
      failure = ASKED_WRONGLY;
      say(reason(wrong));
      throw wrong;
    }
  }

  @Override
  public void afterVertxStarted(HookContext context) {
    if (launch.guard() != null) {
      BusCodec.refuseSerialized(context.vertx());
    }
  }

  @Override
  public @Nullable Supplier<? extends Deployable> verticleSupplier() {
    return launch.node() == null ? null : NodeVerticle::new;
  }

  @Override
  public void afterVerticleDeployed(HookContext context) {
    if (launch.node() != null) {
      LOG.info("{} is up", launch.node().node());
    }
  }

  @Override
  public void afterFailureToStartVertx(HookContext context, @Nullable Throwable problem) {
    say("Vert.x can't start: " + reason(problem));
  }

  @Override
  public void afterFailureToDeployVerticle(HookContext context, @Nullable Throwable problem) {
    failure = problem instanceof StartRefused ? ASKED_WRONGLY : FAILED;
    say(
        problem instanceof BindException && launch.node() != null
            ? listening(launch.node().server().listen(), problem)
            : reason(problem));
    context.vertx().close();
  }

  private int start() {
    Signals.install();
    return launch() == 0 ? RUNS : failure;
  }

  private static String listening(ListenAddress address, Throwable problem) {
    return "can't listen at " + address + " (listen.host, listen.port): " + reason(problem);
  }

  private static String reason(@Nullable Throwable problem) {
    if (problem == null) {
      return "it took too long";
    }
    return Objects.requireNonNullElse(problem.getMessage(), problem.toString());
  }

  private static void say(String line) {
    System.err.println("fencewire: " + line.replaceAll("\\R", " "));
  }

  /** The manifest's, so that an application may put its own verticle into a jar of its own. */
  private static String mainVerticle() {
    String named = Utils.computeVerticleName(Fencewire.class, null);
    return Objects.requireNonNullElse(named, NodeVerticle.class.getName());
  }

  private static Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>();
    System.getProperties()
        .stringPropertyNames()
        .forEach(name -> properties.put(name, System.getProperty(name, "")));
    return properties;
  }
}
