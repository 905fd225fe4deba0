package interop;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Fencewire node as an operator starts it: {@code java -jar fencewire.jar}, asked over REST. */
final class Launched implements AutoCloseable {
  private final Process process;
  private final int adminPort = Ours.freePort();
  private final int port = Ours.freePort();

  Launched(Path jar, JsonObject options, Path folder) throws IOException, InterruptedException {
    Path key = folder.resolve("launched.key");
    Files.deleteIfExists(key);
    List<String> java = List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString());
    run(java, List.of("keygen", "--network", "aleo-testnet", "--out", key.toString()), folder)
        .waitFor();
    JsonObject configuration = options
        .put("node", "launched")
        .put("key", key.toString())
        .put("listen", new JsonObject().put("port", port))
        .put("admin", new JsonObject().put("enabled", true).put("port", adminPort));
    Path file = folder.resolve("launched.json");
    Files.writeString(file, configuration.encodePrettily());
    this.process = run(java, List.of("-conf", file.toString()), folder);
  }

  /** Where it listens. */
  String listening() {
    return "127.0.0.1:" + port;
  }

  /** Its connections, as an operator sees them; none as long as it starts. */
  JsonArray peers() throws InterruptedException {
    try {
      return Figures.get(adminPort, "/api/v1/peers").getJsonArray("peers");
    } catch (IOException e) {
      if (!process.isAlive()) {
        throw new IllegalStateException("java -jar has ended; see launched.log", e);
      }
      return new JsonArray();
    }
  }

  Figures figures() throws IOException, InterruptedException {
    return Figures.of(adminPort);
  }

  /** As an operator ends it. */
  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  private static Process run(List<String> java, List<String> arguments, Path folder)
      throws IOException {
    List<String> command = new ArrayList<>(java);
    command.addAll(arguments);
    ProcessBuilder.Redirect log =
        ProcessBuilder.Redirect.appendTo(folder.resolve("launched.log").toFile());
    return new ProcessBuilder(command).redirectOutput(log).redirectError(log).start();
  }
}
