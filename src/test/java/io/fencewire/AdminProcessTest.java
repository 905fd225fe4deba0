package io.fencewire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program with and without an admin port, and with and without what that needs. */
class AdminProcessTest {
  private static final List<String> NEEDED = List.of("vertx-web", "vertx-health", "micrometer");

  @TempDir
  private Path folder;

  @Test
  void aNodeNeedsNothingOfItUnlessItIsWanted() throws IOException {
    List<String> without = List.of("-cp", classPathWithout(NEEDED));
    try (Jvm off = Jvm.start(
            without,
            ReportingNode.class.getName(),
            "-conf",
            conf("off", false, 0).encode());
        Jvm on = Jvm.start(without, "-conf", conf("on", true, 0).encode())) {
      off.await("listening");
      off.terminate();
      off.exitCode(20);

      assertThat(on.exitCode(20)).isEqualTo(2);
      assertThat(on.said())
          .singleElement()
          .asString()
          .isEqualTo("fencewire: admin.enabled = true needs"
              + " io.micrometer:micrometer-registry-prometheus on the class path");
    }
  }

  @Test
  void anAdminPortInUseEndsTheStartWithOneLineThatNamesIt() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Jvm late = Jvm.start(
            List.of(), "-conf", conf("late", true, taken.getLocalPort()).encode())) {
      assertThat(late.exitCode(20)).isEqualTo(1);
      assertThat(late.said())
          .last()
          .asString()
          .startsWith("fencewire: can't listen at 127.0.0.1:" + taken.getLocalPort()
              + " (admin.host, admin.port): ");
    }
  }

  @Test
  void aStartWithAnAdminPortWarnsOfNothing() throws IOException {
    try (Jvm on = Jvm.start(List.of(), "-conf", conf("on", true, 0).encode())) {
      String line = "";
      while (!line.endsWith("on is up")) {
        line = on.await("2"); // a line of the log begins with its year
      }
      on.terminate();
      on.exitCode(20);

      assertThat(on.said()).isNotEmpty().noneMatch(said -> said.contains(" WARN "));
    }
  }

  private static String classPathWithout(List<String> words) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> words.stream().noneMatch(new File(entry).getName()::contains))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private JsonObject conf(String node, boolean admin, int port) {
    return new JsonObject()
        .put("node", node)
        .put("key", folder.resolve(node + ".key").toString())
        .put("listen", new JsonObject().put("port", 0))
        .put("peers", new JsonObject().put("book", ""))
        .put("admin", new JsonObject().put("enabled", admin).put("port", port));
  }
}
