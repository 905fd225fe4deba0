package io.fencewire.cli;

import io.fencewire.devnet.Devnet;
import io.fencewire.devnet.DevnetOptions;
import io.fencewire.devnet.DevnetReport;
import io.fencewire.devnet.Summary;
import io.fencewire.server.Transport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fencewire devnet}: runs many nodes in this process, shows them, and judges the run. */
@Command(
    name = "devnet",
    description = "Runs a network of full nodes in this process, over real TCP on loopback, and"
        + " judges at the end whether everything arrived and every close is explained.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class DevnetCommand implements Callable<Integer> {
  /** What starting, connecting, draining and stopping may add to the time of a run. */
  private static final Duration OVERHEAD_MAX = Duration.ofMinutes(3);

  @Spec
  private @Nullable CommandSpec spec;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      converter = WholeNumberConverter.class,
      description = "How many nodes, 2 to 200.")
  private int nodes = 5;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      defaultValue = "30s",
      description = "How long items are published, such as 30s or 2m.")
  private Duration time = Duration.ZERO;

  @Option(
      names = "--rate",
      paramLabel = "N",
      converter = WholeNumberConverter.class,
      description = "Items a second, over all nodes together.")
  private int rate = 20;

  @Option(
      names = "--rotate-every",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      defaultValue = "2s",
      description = "How often each node rotates a peer, such as 2s or 500ms.")
  private Duration rotateEvery = Duration.ZERO;

  @Option(
      names = "--late",
      paramLabel = "SHARE",
      converter = ShareConverter.class,
      defaultValue = "0%",
      description = "The share of sends held back at the sender, such as 1%%.")
  private double late;

  @Option(
      names = "--transport",
      paramLabel = "tls|plain",
      converter = TransportConverter.class,
      defaultValue = "plain",
      description = "What the nodes speak over.")
  private Transport transport = Transport.PLAIN;

  @Option(
      names = "--loops",
      paramLabel = "N",
      converter = WholeNumberConverter.class,
      description = "How many event loops own the sockets of each node.")
  private int loops = 1;

  @Option(
      names = "--admin",
      paramLabel = "PORT|off",
      converter = AdminPortConverter.class,
      defaultValue = "4180",
      description =
          "Where the page of the whole network is, on loopback; a free port if it is taken.")
  private int adminPort;

  @Option(
      names = "--seed",
      paramLabel = "N",
      converter = SeedConverter.class,
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "Where everything random in the devnet comes from; drawn if not given.")
  private long seed = RandomGenerator.getDefault().nextInt(Integer.MAX_VALUE);

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "Publish the lines of this file instead of numbered items.")
  private @Nullable Path input;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write the report to this file, as JSON.")
  private @Nullable Path report;

  @Override
  public Integer call() throws IOException, TimeoutException {
    DevnetOptions options;
    try {
      options = options();
      writable(report);
    } catch (IllegalArgumentException wrong) {
      throw misused(wrong);
    }
    Terminal.quiet();
    PrintStream out = System.out;
    DevnetReport result = run(options, out);
    new Summary(result).lines().forEach(out::println);
    if (report != null) {
      Files.writeString(report, result.toJson().encodePrettily() + System.lineSeparator());
    }
    return result.exitCode();
  }

  /** What was asked for; throws an {@link IllegalArgumentException} if that makes no sense. */
  DevnetOptions options() {
    return new DevnetOptions(
        nodes, time, rate, rotateEvery, late, transport, loops, adminPort, seed, input, report);
  }

  private DevnetReport run(DevnetOptions options, PrintStream out) throws TimeoutException {
    Vertx vertx = Vertx.vertx();
    try {
      Duration patience = options.time().plus(OVERHEAD_MAX);
      return Devnet.run(vertx, options, out, Terminal.isThere())
          .await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IllegalArgumentException wrong) {
      throw misused(wrong);
    } finally {
      close(vertx);
    }
  }

  private static void close(Vertx vertx) throws TimeoutException {
    Future<Void> closed = vertx.close();
    closed.await(10, TimeUnit.SECONDS);
  }

  /** A report that can't be written is better known before the run than after it. */
  private static void writable(@Nullable Path report) {
    if (report == null) {
      return;
    }
    Path directory = report.toAbsolutePath().getParent();
    if (Files.isDirectory(report) || directory == null || !Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          "--report " + report + ": must be a file in a directory that exists");
    }
  }

  private ParameterException misused(IllegalArgumentException wrong) {
    if (spec == null) {
      throw wrong;
    }
    return new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
  }
}
