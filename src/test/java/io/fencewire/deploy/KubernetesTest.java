package io.fencewire.deploy;

import static io.fencewire.deploy.Yaml.at;
import static io.fencewire.deploy.Yaml.list;
import static io.fencewire.deploy.Yaml.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.Config;
import com.hazelcast.config.InMemoryXmlConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.XmlConfigBuilder;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The Kubernetes manifests: what can be known of them without a cluster. */
class KubernetesTest {
  private static final Path FILE = Path.of("deploy", "kubernetes", "fencewire.yaml");

  private static List<Map<String, Object>> documents;
  private static Object pod;
  private static Object node;

  @TempDir
  private Path folder;

  @BeforeAll
  static void read() throws IOException {
    documents = Yaml.documents(FILE);
    pod = at(one("StatefulSet", "fencewire"), "spec", "template", "spec");
    node = at(pod, "containers", 0);
  }

  @Test
  void everyFieldExistsAndHasThatType() {
    assertThat(documents).hasSize(6);
    for (Map<String, Object> document : documents) {
      assertThat(KubernetesModel.faults(document))
          .as("%s", document.get("kind"))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "replicas: 3, replica: 3, StatefulSet.spec has no field replica",
    "replicas: 3, replicas: three, StatefulSet.spec.replicas = three is no Integer",
    "fsGroup: 10001, fsGroup: x, StatefulSet.spec.template.spec.securityContext.fsGroup = x is no",
    "weight: 100, wait: 100, preferredDuringSchedulingIgnoredDuringExecution[0] has no field wait",
    "clusterIP: None, clusterIP: [], Service.spec.clusterIP = [] is no String",
    "policy/v1, policy/v2, policy/v2 is not known here",
    "kind: NetworkPolicy, kind: NetPolicy, there is no NetPolicy in networking.k8s.io/v1"
  })
  void whatIsMisspeltIsFound(String from, String to, String fault) throws IOException {
    String text = Files.readString(FILE);
    assertThat(text).contains(from);
    assertThat(Yaml.documents(text.replaceFirst(from, to)).stream()
            .flatMap(document -> KubernetesModel.faults(document).stream()))
        .singleElement()
        .asString()
        .contains(fault);
  }

  @Test
  void aKeyThatStandsTwiceIsFound() throws IOException {
    String text =
        Files.readString(FILE).replace("  replicas: 3\n", "  replicas: 3\n  replicas: 4\n");
    assertThatThrownBy(() -> Yaml.documents(text)).isInstanceOf(YamlEngineException.class);
  }

  @Test
  void everySelectorFindsThePods() {
    Object labels = at(one("StatefulSet", "fencewire"), "spec", "template", "metadata", "labels");
    assertThat(Stream.of(
            at(one("StatefulSet", "fencewire"), "spec", "selector", "matchLabels"),
            at(one("Service", "fencewire-cluster"), "spec", "selector"),
            at(one("Service", "fencewire-peers"), "spec", "selector"),
            at(one("PodDisruptionBudget", "fencewire"), "spec", "selector", "matchLabels"),
            at(one("NetworkPolicy", "fencewire"), "spec", "podSelector", "matchLabels")))
        .containsOnly(labels);
  }

  @Test
  void everyPortIsOneOfTheContainers() {
    List<Object> ports = new ArrayList<>();
    for (String service : List.of("fencewire-cluster", "fencewire-peers")) {
      list(one("Service", service), "spec", "ports")
          .forEach(port -> ports.add(port.get("targetPort")));
    }
    list(one("NetworkPolicy", "fencewire"), "spec", "ingress")
        .forEach(rule -> list(rule, "ports").forEach(port -> ports.add(port.get("port"))));
    ports.add(at(node, "readinessProbe", "tcpSocket", "port"));
    ports.add(at(node, "startupProbe", "tcpSocket", "port"));
    List<Object> named =
        list(node, "ports").stream().map(port -> port.get("name")).toList();
    assertThat(named).containsExactly("peers", "bus", "hazelcast");
    assertThat(ports).isSubsetOf(named).containsAll(named);
  }

  @Test
  void everyMountHasItsVolume() {
    List<Object> volumes = new ArrayList<>();
    list(pod, "volumes").forEach(volume -> volumes.add(volume.get("name")));
    list(one("StatefulSet", "fencewire"), "spec", "volumeClaimTemplates")
        .forEach(claim -> volumes.add(at(claim, "metadata", "name")));
    List<Object> mounted = new ArrayList<>();
    Stream.of(node, at(pod, "initContainers", 0))
        .flatMap(container -> list(container, "volumeMounts").stream())
        .forEach(mount -> mounted.add(mount.get("name")));
    assertThat(mounted).isSubsetOf(volumes);
    assertThat(mounted).containsAll(volumes);
  }

  @Test
  void thereIsTimeForTheGoodbye() {
    int grace = (Integer) at(pod, "terminationGracePeriodSeconds");
    List<String> pause = texts(node, "lifecycle", "preStop", "exec", "command");
    assertThat(pause.get(0)).isEqualTo("sleep");
    assertThat(grace - Integer.parseInt(pause.get(1))).isGreaterThanOrEqualTo(10);
  }

  @Test
  void itsClusterFileIsOursWithAnotherWayToJoin() throws IOException {
    Config ours = new XmlConfigBuilder("cluster.xml").build();
    Config config = new InMemoryXmlConfig(file("cluster.xml"));
    assertThat(config.getProperties()).isEqualTo(ours.getProperties());
    assertThat(config.getMapConfigs()).isEqualTo(ours.getMapConfigs());
    assertThat(config.getMultiMapConfigs()).isEqualTo(ours.getMultiMapConfigs());
    JoinConfig join = config.getNetworkConfig().getJoin();
    assertThat(join.getMulticastConfig().isEnabled()).isFalse();
    assertThat(join.isAutoDetectionEnabled()).isFalse();
    assertThat(join.getTcpIpConfig().isEnabled()).isFalse();
    assertThat(join.getKubernetesConfig().isEnabled()).isTrue();
    String dns = join.getKubernetesConfig().getProperty("service-dns");
    assertThat(at(one("Service", dns), "spec", "clusterIP")).isEqualTo("None");
    assertThat(at(one("StatefulSet", "fencewire"), "spec", "serviceName")).isEqualTo(dns);
  }

  @Test
  void itsBusIsTheSameAsElsewhere() throws IOException {
    assertThat(new JsonObject(file("bus.json")))
        .isEqualTo(new JsonObject(Files.readString(Path.of("deploy", "bus.json"))));
  }

  @Test
  void itsCommandPassesTheLaunchersCheck() throws IOException {
    for (String name : List.of("node.json", "bus.json", "cluster.xml")) {
      Files.writeString(folder.resolve(name), file(name));
    }
    List<String> command = new ArrayList<>(texts(node, "command"));
    command.addAll(texts(node, "args"));
    CheckedStart start = CheckedStart.of(command, Map.of(), "$(POD_IP)", folder);
    start.assertSecureElsewhere();
    assertThat(command).contains("-cluster-port=5800");
    int peers = start.launch().node().server().listen().port();
    assertThat(list(node, "ports"))
        .contains(Map.of("name", "peers", "containerPort", peers))
        .contains(Map.of("name", "bus", "containerPort", 5800));
  }

  private static String file(String name) {
    return (String) at(one("ConfigMap", "fencewire"), "data", name);
  }

  private static Map<String, Object> one(String kind, String name) {
    return documents.stream()
        .filter(each ->
            each.get("kind").equals(kind) && at(each, "metadata", "name").equals(name))
        .findAny()
        .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
  }
}
