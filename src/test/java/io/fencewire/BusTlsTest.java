package io.fencewire;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.XmlConfigBuilder;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The key pair of docs/CLUSTER.md and the options of deploy/bus.json, in two JVMs that talk, and a
 * third that is a member of the same Hazelcast cluster without that key pair.
 */
class BusTlsTest {
  private static final Pattern KEYTOOL = Pattern.compile("(?m)^keytool -genkeypair .*$");
  private static final String IN_ETC = "/etc/fencewire/bus.p12";
  private static final long PATIENCE_SECONDS = 60;

  @TempDir
  private Path folder;

  private ClusterFile cluster;

  @BeforeEach
  void prepare() throws IOException {
    cluster = new ClusterFile(folder, 3);
  }

  @Test
  void twoJvmsTalkAndAThirdIsNeitherHeardNorToldWithoutAKeyPairOrWithOneOfItsOwn()
      throws Exception {
    JsonObject options = options(keyPair("bus.p12"));
    JsonObject plain = new EventBusOptions().setHost("127.0.0.1").toJson();
    JsonObject other = options(keyPair("other.p12")).getJsonObject("eventBusOptions");
    try (Jvm alpha = start(0, options, "alpha", "beta", "gamma");
        Jvm beta = start(1, options, "beta", "alpha")) {
      alpha.await("answered beta");
      beta.await("answered alpha");
      for (JsonObject bus : List.of(plain, plain.copy().mergeIn(other))) {
        List<String> outside = outside(new EventBusOptions(bus));

        assertThat(outside).doesNotContain("heard alpha", "answered alpha");
        alpha.await("TIMEOUT gamma");
        alpha.await("answered beta");
      }
      alpha.kill();
      assertThat(alpha.said()).isNotEmpty().doesNotContain("heard gamma", "answered gamma");
    }
  }

  private Jvm start(int member, JsonObject options, String name, String... asks)
      throws IOException {
    return Jvm.start(
        List.of("-Dvertx.hazelcast.config=" + cluster.of(member)),
        BusProbe.class.getName(),
        "-cluster",
        "-cluster-host",
        "127.0.0.1",
        "-options",
        options.encode(),
        "-conf",
        conf(name, asks).encode());
  }

  /** What gamma in this JVM has to say after it has asked in vain and been asked. */
  private List<String> outside(EventBusOptions bus) throws Exception {
    List<String> said = new CopyOnWriteArrayList<>();
    CountDownLatch vain = new CountDownLatch(3);
    BusProbe probe = new BusProbe(line -> {
      said.add(line);
      if (line.equals("TIMEOUT alpha")) {
        vain.countDown();
      }
    });
    var config = new XmlConfigBuilder(cluster.of(2).toString()).build();
    Vertx vertx = await(Vertx.builder()
        .with(new VertxOptions().setEventBusOptions(bus))
        .withClusterManager(new HazelcastClusterManager(config))
        .buildClustered());
    try {
      var deployment = new DeploymentOptions().setConfig(conf("gamma", "alpha"));
      await(vertx.deployVerticle(probe, deployment));
      assertThat(vain.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("%s", said).isTrue();
    } finally {
      await(vertx.close());
    }
    return said;
  }

  /** Runs the command of the documentation, for a key pair in this file. */
  private Path keyPair(String name) throws Exception {
    Matcher command = KEYTOOL.matcher(Files.readString(Path.of("docs", "CLUSTER.md")));
    assertThat(command.find()).isTrue();
    String bin = Path.of(System.getProperty("java.home"), "bin").toString();
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", command.group().replace("bus.p12", name));
    shell.environment().merge("PATH", bin, (path, first) -> first + ":" + path);
    Process process = shell.directory(folder.toFile()).inheritIO().start();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return folder.resolve(name);
  }

  private static JsonObject options(Path keyPair) throws IOException {
    String options = Files.readString(Path.of("deploy", "bus.json"));
    assertThat(options).contains(IN_ETC);
    return new JsonObject(options.replace(IN_ETC, keyPair.toString()));
  }

  private static JsonObject conf(String name, String... asks) {
    return new JsonObject().put("name", name).put("asks", new JsonArray(List.of((Object[]) asks)));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
