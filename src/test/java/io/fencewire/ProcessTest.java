package io.fencewire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in a JVM of its own: how it ends, with which exit code, and what it says of it. */
class ProcessTest {
  private static final int TERMINATED = 128 + 15;

  @TempDir
  private Path folder;

  @Test
  void aPortInUseOrABrokenKeyFileEndsTheStartWithOneLine() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.key"), "no key");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Jvm late =
            Jvm.start(List.of(), "-conf", conf("late", taken.getLocalPort()).encode());
        Jvm keyless = Jvm.start(
            List.of(), "-conf", conf("keyless", 0).put("key", broken.toString()).encode())) {
      assertThat(late.exitCode(20)).isEqualTo(1);
      assertThat(late.said())
          .singleElement()
          .asString()
          .startsWith("fencewire: can't listen at 127.0.0.1:" + taken.getLocalPort());
      assertThat(keyless.exitCode(20)).isEqualTo(1);
      assertThat(keyless.said())
          .singleElement()
          .asString()
          .startsWith("fencewire: key file " + broken);
    }
  }

  @Test
  void aNodeThatIsTerminatedSaysGoodbyeAndNeedsNoHazelcast() throws IOException {
    String classPath = Arrays.stream(
            System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("hazelcast"))
        .collect(Collectors.joining(File.pathSeparator));
    JsonObject betaConf = conf("beta", 0);
    try (Jvm alpha = Jvm.start(
        List.of("-cp", classPath),
        ReportingNode.class.getName(),
        "-conf",
        conf("alpha", 0).encode())) {
      String listening = alpha.await("listening");
      betaConf.getJsonObject("peers").put("bootstrap", new JsonArray().add(listening));
      try (Jvm beta = Jvm.start(betaConf)) {
        String token = beta.await("connected").split(" ")[1];

        alpha.terminate();

        assertThat(alpha.exitCode(5)).isEqualTo(TERMINATED);
        assertThat(beta.await("disconnected " + token)).contains("SHUTDOWN");
      }
    }
  }

  @Test
  void aNodeThatCannotStopIsEndedAndASecondSignalEndsItAtOnce() throws IOException {
    String verticle = StubbornVerticle.class.getName();
    try (Jvm once = Jvm.start(List.of(), verticle);
        Jvm twice = Jvm.start(List.of(), verticle)) {
      once.await("started");
      twice.await("started");

      once.terminate();
      twice.terminate();
      twice.await("stopping");
      twice.terminate();

      assertThat(twice.exitCode(2)).isEqualTo(TERMINATED);
      assertThat(once.exitCode(5)).isEqualTo(TERMINATED);
    }
  }

  private JsonObject conf(String node, int port) {
    return new JsonObject()
        .put("node", node)
        .put("key", folder.resolve(node + ".key").toString())
        .put("listen", new JsonObject().put("port", port))
        .put("peers", new JsonObject().put("book", ""));
  }
}
