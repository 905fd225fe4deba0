package io.fencewire.cli;

import static io.fencewire.BadStarts.HAZELCAST;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.BadStarts;
import io.fencewire.NodeVerticle;
import io.fencewire.launcher.LaunchCheck.Launch;
import io.fencewire.launcher.LaunchCheck.Surroundings;
import io.vertx.core.VerticleBase;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every start that is refused before anything starts: exit code 2 and one line that names it. */
class BadStartTest {
  private static final String MALFORMED = "<hazelcast";
  private static final String MISSPELT =
      "<hazelcast xmlns=\"http://www.hazelcast.com/schema/config\"><netwrk/></hazelcast>";

  @TempDir
  private Path folder;

  private final StringWriter err = new StringWriter();
  private final List<Launch> launched = new ArrayList<>();

  @ParameterizedTest
  @MethodSource("io.fencewire.BadStarts#options")
  void anOptionThatIsWrongIsNamed(BadStarts.Start start) {
    String option = start.args().get(0);
    String value = start.args().get(1);
    assertRefused(start.message(), Map.of(), Map.of(), option, value);
    err.getBuffer().setLength(0);
    if (!option.equals("-nodes")) {
      assertRefused(start.message(), Map.of(), Map.of(), option + "=" + value);
    }
  }

  @ParameterizedTest
  @MethodSource("io.fencewire.BadStarts#properties")
  void aPropertyThatTheLauncherWouldSkipIsNamed(BadStarts.Start start) {
    assertRefused(start.message(), Map.of(), start.properties());
  }

  @Test
  void aVariableThatIsWrongIsNamed() {
    assertRefused(
        "FENCEWIRE_PEERS_MAX = x is wrong: a whole number from 1 to 10000",
        Map.of("FENCEWIRE_PEERS_MAX", "x"),
        Map.of());
  }

  @Test
  void aMistypedCommandIsNoVerticle() {
    assertRefused(
        "devnt is wrong: there is no such class, and no such", Map.of(), Map.of(), "devnt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "nosuch.invalid"})
  void aClusterHostThatIsNotOfThisMachineIsNamed(String host) {
    assertRefused(
        "-cluster-host = " + host + " is wrong: an address of this machine",
        Map.of(),
        Map.of(HAZELCAST, "cluster.xml"),
        "-cluster",
        "-cluster-host",
        host);
  }

  @Test
  void aHazelcastFileThatIsMissingOrBrokenIsNamed() throws IOException {
    assertRefused("no.xml is wrong: there is no such file", Map.of(), hazelcast("no.xml"), "-c");
    for (String text : List.of(MALFORMED, MISSPELT)) {
      err.getBuffer().setLength(0);
      Path file = Files.writeString(folder.resolve("broken.xml"), text);
      assertRefused(
          file + " is wrong: it is no Hazelcast configuration",
          Map.of(),
          hazelcast(file.toString()),
          "-cluster");
    }
  }

  @Test
  void withoutAHazelcastFileThereIsNoSearchByMulticast() {
    assertRefused(
        HAZELCAST + " = (not set) is wrong: there is no cluster.xml", Map.of(), Map.of(), "-c");
    err.getBuffer().setLength(0);
    assertRefused(
        "classpath:no.xml is wrong: there is no no.xml on the class path",
        Map.of(),
        hazelcast("classpath:no.xml"),
        "-c");
  }

  @Test
  void aRightStartIsLaunchedWithTheEnvironmentInItsConfiguration() throws IOException {
    Path conf = Files.writeString(folder.resolve("config"), "{\"peers\":{\"max\":30}}");
    int code = run(
        Map.of("FENCEWIRE_PEERS_MIN", "2"),
        hazelcast("cluster.xml"),
        "-conf",
        conf.toString(),
        "--options={\"eventLoopPoolSize\":2,\"haGroup\":\"a\",\"eventBusOptions\":{\"ssl\":true,"
            + "\"pemKeyCertOptions\":{\"keyPath\":\"k\",\"certPath\":\"c\"}}}",
        "-deployment-options",
        "{\"instances\":1,\"threadingModel\":\"WORKER\"}",
        "-cluster",
        "-cluster-host",
        "127.0.0.1",
        "-cluster-port=0");

    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    Launch launch = launched.get(0);
    assertThat(launch.conf().getJsonObject("peers").getInteger("min")).isEqualTo(2);
    assertThat(launch.conf().getJsonObject("peers").getInteger("max")).isEqualTo(30);
    assertThat(launch.node().server().peersMax()).isEqualTo(30);
    assertThat(launch.options().getInteger("eventLoopPoolSize")).isEqualTo(2);
    EventBusOptions bus = new VertxOptions(launch.options()).getEventBusOptions();
    assertThat(bus.isSsl()).isTrue();
    assertThat(bus.isTrustAll()).as("Vert.x's own default").isTrue();
    assertThat(bus.getReconnectInterval()).as("Vert.x's own default").isEqualTo(1_000);
    assertThat(bus.getConnectTimeout()).as("ours").isEqualTo(2_000);
  }

  @Test
  void anotherVerticleHasItsOwnConfigurationAndItsOwnNumber() {
    String verticle = Other.class.getName();
    int code = run(
        Map.of("FENCEWIRE_NODE", "x"), Map.of(), verticle, "-conf", "{\"a\":1}", "-instances", "2");

    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    assertThat(launched.get(0).conf().encode()).isEqualTo("{\"a\":1}");
    assertThat(launched.get(0).node()).isNull();
  }

  private void assertRefused(
      String message,
      Map<String, String> environment,
      Map<String, String> properties,
      String... args) {
    int code = run(environment, properties, args);

    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("fencewire: ")
        .contains(message);
    assertThat(code).isEqualTo(2);
    assertThat(launched).isEmpty();
  }

  private int run(Map<String, String> environment, Map<String, String> properties, String... args) {
    Surroundings around = new Surroundings(environment, properties, NodeVerticle.class.getName());
    return Commands.commandLine(around, launch -> launched.add(launch) ? 0 : 1)
        .setErr(new PrintWriter(err))
        .execute(args);
  }

  private static Map<String, String> hazelcast(String file) {
    return Map.of(HAZELCAST, file);
  }

  /** An application's own verticle. */
  static final class Other extends VerticleBase {}
}
