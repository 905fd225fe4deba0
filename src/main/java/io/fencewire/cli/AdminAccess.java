package io.fencewire.cli;

import io.fencewire.options.Settings;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.ListenAddress;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** What all commands for a running node have in common: where it is asked, and how it is shown. */
final class AdminAccess {
  private static final Duration TIMEOUT_MIN = Duration.ofMillis(100);
  private static final Duration TIMEOUT_MAX = Duration.ofHours(1);

  private final Map<String, String> environment;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--admin",
      paramLabel = "HOST:PORT",
      converter = DialTargetConverter.class,
      description = "The node's admin port; if not given, FENCEWIRE_ADMIN_HOST and"
          + " FENCEWIRE_ADMIN_PORT say where it is, else it is 127.0.0.1:4180.")
  private @Nullable DialTarget target;

  @Option(
      names = "--node",
      paramLabel = "NAME",
      description = "Which node is meant, if the port is for several; the first if not given.")
  private @Nullable String node;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      defaultValue = "30s",
      description = "How long an answer may take; ${DEFAULT-VALUE} if not given.")
  private Duration timeout = Duration.ZERO;

  @Option(names = "--json", description = "Print the answer as JSON, as the admin port gave it.")
  private boolean json;

  /** Access that is told where to go by this environment, if not by an option. */
  AdminAccess(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Asks for something. */
  JsonObject get(String path) throws IOException {
    return ask(client -> client.get(path));
  }

  /** Asks for a text, as it is. */
  String text(String path) throws IOException {
    return ask(client -> client.text(path));
  }

  /** Has something done. */
  JsonObject post(String path, JsonObject body) throws IOException {
    return ask(client -> client.post(path, body));
  }

  /** Has something be so. */
  JsonObject put(String path, JsonObject body) throws IOException {
    return ask(client -> client.put(path, body));
  }

  /** Prints an answer as it was asked for. */
  void print(JsonObject answer, Function<JsonObject, String> forPeople) {
    command()
        .commandLine()
        .getOut()
        .println(json ? answer.encodePrettily() : forPeople.apply(answer));
  }

  /** Whether the answer is to be JSON. */
  boolean json() {
    return json;
  }

  /** Which of the options that lead to a running node were given. */
  List<String> given() {
    ParseResult parsed = command().commandLine().getParseResult();
    return List.of("--admin", "--node", "--timeout").stream()
        .filter(parsed::hasMatchedOption)
        .toList();
  }

  /** What is thrown for a command line that can't be meant. */
  ParameterException misused(String why) {
    return new ParameterException(command().commandLine(), why);
  }

  private <T> T ask(Question<T> question) throws IOException {
    try {
      if (timeout.compareTo(TIMEOUT_MIN) < 0 || timeout.compareTo(TIMEOUT_MAX) > 0) {
        throw new IllegalArgumentException("--timeout must be 100ms to 1h");
      }
      return question.ask(new AdminClient(target(), node, timeout));
    } catch (IllegalArgumentException wrong) {
      throw misused(String.valueOf(wrong.getMessage()));
    }
  }

  private DialTarget target() {
    return target == null ? reachable(Settings.admin(environment)) : target;
  }

  /** A node that listens everywhere is asked on loopback. */
  private static ListenAddress reachable(ListenAddress listening) {
    if (listening.port() == 0) {
      throw new IllegalArgumentException(
          "FENCEWIRE_ADMIN_PORT = 0 is any free port; --admin HOST:PORT would say which");
    }
    boolean everywhere = listening.inetAddress().isAnyLocalAddress();
    String loopback = listening.ip().contains(":") ? "::1" : "127.0.0.1";
    return everywhere ? new ListenAddress(loopback, listening.port()) : listening;
  }

  private CommandSpec command() {
    return Objects.requireNonNull(spec);
  }

  private interface Question<T> {
    T ask(AdminClient client) throws IOException;
  }
}
