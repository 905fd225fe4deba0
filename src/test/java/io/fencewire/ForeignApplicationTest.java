package io.fencewire;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.identity.KeyFile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application in one JVM, the node it uses in another, a peer of that node in a third. */
class ForeignApplicationTest {
  @TempDir
  private Path folder;

  @Test
  void anApplicationWithoutAnyPartOfTheNodeUsesItThroughTheCluster() throws IOException {
    Path key = folder.resolve("alpha.key");
    KeyFile.loadOrCreate(key, new SecureRandom());
    Path hazelcast = Files.writeString(folder.resolve("cluster.xml"), hazelcast());
    try (Jvm alpha = clustered(hazelcast, ReportingNode.class, conf("alpha"))) {
      String listening = alpha.await("listening");
      try (Jvm application = clustered(
              hazelcast, ForeignApplication.class, new JsonObject().put("node", "alpha"));
          Jvm beta = Jvm.start(beta(listening))) {
        application.await("published");
        application.await("item alpha");

        String peer = application.await("peer");
        assertThat(application.await("sent LIVE:")).isEqualTo("WRITTEN");
        assertThat(application.await("sent after ROTATION:")).isEqualTo("STALE");

        application.await("sent LIVE: WRITTEN");
        application.await("item beta");
        beta.await("item application");
        assertThat(beta.latest().peer()).as("whom beta sees").isNotEqualTo(peer);
      }
    }
  }

  private static Jvm clustered(Path hazelcast, Class<?> verticle, JsonObject conf)
      throws IOException {
    return Jvm.start(
        List.of("-Dvertx.hazelcast.config=" + hazelcast, "-Dhazelcast.logging.type=slf4j"),
        verticle.getName(),
        "-conf",
        conf.encode(),
        "-cluster",
        "-cluster-host",
        "127.0.0.1");
  }

  /** It wants no peers, so that its refresher lets go of each that comes. */
  private JsonObject conf(String node) {
    return new JsonObject()
        .put("node", node)
        .put("key", folder.resolve(node + ".key").toString())
        .put("listen", new JsonObject().put("host", "127.0.0.1").put("port", 0))
        .put("refresh", new JsonObject().put("interval", "2s"))
        .put(
            "peers",
            new JsonObject().put("min", 0).put("target", 0).put("max", 3).put("book", ""));
  }

  private JsonObject beta(String alpha) {
    JsonObject conf = conf("beta");
    conf.getJsonObject("peers")
        .put("min", 1)
        .put("target", 1)
        .put("trusted", new JsonArray().add(alpha));
    return conf;
  }

  /** The file that ships, for a cluster of this test alone. */
  private static String hazelcast() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = socket.getLocalPort();
      return Files.readString(Path.of("cluster.xml"))
          .replaceAll("<member>[^<]*</member>\\s*", "")
          .replace(
              "<member-list>",
              "<member-list><member>127.0.0.1:" + port + "</member><member>127.0.0.1:" + (port + 1)
                  + "</member>")
          .replace(">5701</port>", ">" + port + "</port>")
          .replace(">fencewire</cluster-name>", ">test-" + port + "</cluster-name>");
    }
  }
}
