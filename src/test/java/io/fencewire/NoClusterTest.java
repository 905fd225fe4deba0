package io.fencewire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without {@code -cluster}, no class of Hazelcast is so much as loaded, although all of it is there. */
class NoClusterTest {
  private static final String MANAGER = "vertx-hazelcast-";
  private static final String SERVICES = "META-INF/services/";

  @TempDir
  private Path folder;

  @Test
  void aNodeInOneJvmLoadsNothingOfTheCluster() throws IOException {
    Path loaded = folder.resolve("loaded.txt");
    String classPath = asInTheRunnableJar(System.getProperty("java.class.path"));
    JsonObject conf = new JsonObject()
        .put("node", "alone")
        .put("key", folder.resolve("alone.key").toString())
        .put("listen", new JsonObject().put("port", 0))
        .put("peers", new JsonObject().put("book", ""));
    try (Jvm node = Jvm.start(
        List.of("-cp", classPath, "-Xlog:class+load:file=" + loaded),
        ReportingNode.class.getName(),
        "-conf",
        conf.encode())) {
      node.await("started");
      node.terminate();
      node.exitCode(20);
    }
    assertThat(ofThese(loaded, NodeVerticle.class.getName())).isNotEmpty();
    assertThat(ofThese(loaded, "com.hazelcast.", "io.vertx.spi.cluster.hazelcast."))
        .isEmpty();
  }

  /** Its entry among the services is why the class path of a build loads it at every start. */
  @Test
  void theRunnableJarDoesNotListHazelcastAsAService() throws IOException {
    String pom = Files.readString(Path.of("pom.xml")).replaceAll("\\s+", "");

    assertThat(pom)
        .contains("<filter><artifact>io.vertx:vertx-hazelcast</artifact><excludes><exclude>"
            + SERVICES + "*</exclude></excludes></filter>");
  }

  /** The lines about classes whose names begin so. */
  private static List<String> ofThese(Path loaded, String... beginnings) throws IOException {
    try (var lines = Files.lines(loaded)) {
      return lines
          .filter(line -> Stream.of(beginnings).anyMatch(name -> line.contains("] " + name)))
          .toList();
    }
  }

  private String asInTheRunnableJar(String classPath) throws IOException {
    List<String> entries = List.of(classPath.split(File.pathSeparator));
    String manager =
        entries.stream().filter(entry -> entry.contains(MANAGER)).findFirst().orElseThrow();
    Path unlisted = folder.resolve("unlisted.jar");
    try (JarFile from = new JarFile(manager);
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(unlisted))) {
      for (ZipEntry entry : from.stream().filter(e -> !e.isDirectory()).toList()) {
        if (!entry.getName().startsWith(SERVICES)) {
          to.putNextEntry(new ZipEntry(entry.getName()));
          from.getInputStream(entry).transferTo(to);
        }
      }
    }
    return entries.stream()
        .map(entry -> entry.equals(manager) ? unlisted.toString() : entry)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
