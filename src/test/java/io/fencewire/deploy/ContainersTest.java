package io.fencewire.deploy;

import static io.fencewire.deploy.Yaml.at;
import static io.fencewire.deploy.Yaml.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.XmlConfigBuilder;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Dockerfile and the compose file: what can be known of them without a container engine. */
class ContainersTest {
  private static final Path DOCKERFILE = Path.of("deploy", "Dockerfile");
  private static final Path FOLDER = Path.of("deploy", "compose");
  private static final List<String> OURS = List.of("one", "two", "three");

  /** Of those that the Compose specification has for a service, the ones in use here. */
  private static final List<String> KEYS = List.of(
      "image",
      "build",
      "hostname",
      "depends_on",
      "entrypoint",
      "environment",
      "networks",
      "ports",
      "volumes",
      "read_only",
      "tmpfs",
      "cap_drop",
      "security_opt",
      "restart",
      "stop_grace_period",
      "mem_limit");

  private static Map<String, Object> compose;

  @TempDir
  private Path folder;

  @BeforeAll
  static void read() throws IOException {
    compose = Yaml.documents(FOLDER.resolve("compose.yaml")).get(0);
  }

  @Test
  void theImageHasTheJarThatMavenMakesAndIsNotRoot() throws IOException {
    Map<String, String> instructions = instructions();
    assertThat(instructions.keySet())
        .containsExactlyInAnyOrder(
            "FROM",
            "RUN",
            "COPY",
            "USER",
            "WORKDIR",
            "VOLUME",
            "EXPOSE",
            "STOPSIGNAL",
            "ENTRYPOINT");
    assertThat(instructions.get("COPY")).startsWith("target/fencewire.jar ");
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("<outputFile>${project.build.directory}/fencewire.jar</outputFile>");
    assertThat(instructions.get("USER")).isEqualTo("10001:10001");
    assertThat(instructions.get("RUN")).contains("--uid 10001 --gid 10001");
  }

  @Test
  void theImagesCommandPassesTheLaunchersCheck() throws IOException {
    List<String> command = new JsonArray(instructions().get("ENTRYPOINT"))
        .stream().map(String.class::cast).toList();
    var environment = Map.of("FENCEWIRE_LISTEN_HOST", "0.0.0.0");
    CheckedStart start = CheckedStart.of(command, environment, "(nothing)", folder);
    assertThat(start.launch().guard()).as("no cluster").isNull();
    assertThat(start.launch().node().server().listen().port())
        .isEqualTo(Integer.parseInt(instructions().get("EXPOSE")));
  }

  @Test
  void thereIsNothingInAServiceThatComposeDoesNotKnow() {
    assertThat(compose.keySet())
        .containsExactly("name", "x-environment", "x-files", "services", "networks");
    assertThat(services().keySet()).containsExactlyElementsOf(OURS);
    services().forEach((name, service) -> {
      assertThat(KEYS).as(name).containsAll(Yaml.map(service).keySet());
      assertThat(at(service, "image")).as(name).isEqualTo("fencewire:0.1.0");
      assertThat(FOLDER.resolve((String) at(service, "build", "context")).normalize())
          .isEqualTo(Path.of(""));
      assertThat(Path.of((String) at(service, "build", "dockerfile"))).isEqualTo(DOCKERFILE);
      assertThat(texts(service, "networks"))
          .as(name)
          .isSubsetOf(Yaml.map(at(compose, "networks")).keySet());
    });
  }

  @Test
  void whatIsMountedIsThereOrIsASecret() {
    for (Object service : services().values()) {
      assertThat(texts(service, "volumes")).isNotEmpty().allSatisfy(volume -> {
        String[] parts = volume.split(":");
        assertThat(parts[2]).isEqualTo("ro");
        Path source = FOLDER.resolve(parts[0]).normalize();
        assertThat(Files.exists(source)
                || List.of("bus.p12", "node.key").contains(source.getFileName().toString()))
            .as("%s", source)
            .isTrue();
      });
    }
  }

  @Test
  void eachCommandPassesTheLaunchersCheck() throws IOException {
    Files.copy(FOLDER.resolve("cluster.xml"), folder.resolve("cluster.xml"));
    Files.copy(Path.of("deploy", "bus.json"), folder.resolve("bus.json"));
    for (String name : OURS) {
      Object service = services().get(name);
      Map<String, String> environment = new TreeMap<>();
      Yaml.map(at(service, "environment"))
          .forEach((key, value) -> environment.put(key, "" + value));
      assertThat(at(service, "hostname")).isEqualTo(name);
      assertThat(texts(service, "entrypoint"))
          .contains("-Dhazelcast.local.localAddress=" + name, "-cluster-host=" + name);

      CheckedStart start = CheckedStart.of(texts(service, "entrypoint"), environment, name, folder);

      start.assertSecureElsewhere();
      assertThat(start.launch().node().node()).isEqualTo("alpha");
    }
  }

  @Test
  void itsClusterFileIsOursWithTheContainersNames() throws IOException {
    Config ours = new XmlConfigBuilder("cluster.xml").build();
    Config config = new XmlConfigBuilder(FOLDER.resolve("cluster.xml").toString()).build();
    assertThat(config.getProperties()).isEqualTo(ours.getProperties());
    assertThat(config.getMapConfigs()).isEqualTo(ours.getMapConfigs());
    assertThat(config.getMultiMapConfigs()).isEqualTo(ours.getMultiMapConfigs());
    JoinConfig join = config.getNetworkConfig().getJoin();
    assertThat(join.getMulticastConfig().isEnabled()).isFalse();
    assertThat(join.isAutoDetectionEnabled()).isFalse();
    assertThat(join.getTcpIpConfig().isEnabled()).isTrue();
    assertThat(join.getTcpIpConfig().getMembers())
        .containsExactlyElementsOf(OURS.stream().map(name -> name + ":5701").toList());
  }

  private static Map<String, Object> services() {
    return Yaml.map(at(compose, "services"));
  }

  /** Each stands there once. */
  private static Map<String, String> instructions() throws IOException {
    return Files.readString(DOCKERFILE)
        .replace("\\\n", "")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split(" ", 2))
        .collect(Collectors.toMap(line -> line[0], line -> line[1]));
  }
}
