package io.fencewire.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.ClusterFile;
import io.fencewire.Fencewire;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script that starts three JVMs: they are up when it says so, and gone when it ends. */
@Timeout(240)
class LocalClusterTest {
  private static final Pattern STARTED = Pattern.compile("(\\w+): ([a-z,]+); process (\\d+), .*");

  @TempDir
  private Path folder;

  @Test
  void threeJvmsComeUpAndCtrlCEndsThemAll() throws Exception {
    Process script = start();
    List<ProcessHandle> jvms = new ArrayList<>();
    try (BufferedReader said = script.inputReader(UTF_8)) {
      List<String> roles = new ArrayList<>();
      String line = said.readLine();
      for (Matcher started = STARTED.matcher("" + line);
          started.matches();
          line = said.readLine(), started = STARTED.matcher("" + line)) {
        roles.add(started.group(1) + " " + started.group(2));
        jvms.add(ProcessHandle.of(Long.parseLong(started.group(3))).orElseThrow());
      }

      assertThat(roles)
          .as("the line after them: %s", line)
          .containsExactly("one server", "two server", "three heartbeat,gossip,refresh");
      assertThat(line).startsWith("alpha is up: peers may dial 127.0.0.1:");
      assertThat(jvms).allMatch(ProcessHandle::isAlive);

      signal(script.pid(), "INT");
      assertThat(exitCode(script)).isEqualTo(130);
      assertThat(jvms).noneMatch(ProcessHandle::isAlive);
    } finally {
      end(script);
    }
  }

  @Test
  void whenOneEndsByItselfSoDoTheOthers() throws Exception {
    Process script = start();
    try (BufferedReader said = script.inputReader(UTF_8)) {
      Matcher one = STARTED.matcher(said.readLine());
      assertThat(one.matches()).isTrue();

      signal(Long.parseLong(one.group(3)), "KILL");

      assertThat(exitCode(script)).isEqualTo(1);
      assertThat(said.lines()).contains("local-cluster: one has ended:");
      assertThat(script.descendants()).isEmpty();
    } finally {
      end(script);
    }
  }

  @Test
  void aWrongArgumentIsNamed() throws Exception {
    for (String wrong : List.of("--prt", "--port", "--port x", "--port 65535", "--jar no.jar")) {
      Process script = script(List.of(wrong.split(" ")));
      assertThat(script.inputReader(UTF_8).lines())
          .singleElement()
          .asString()
          .startsWith("local-cluster: " + wrong.split(" ")[0]);
      assertThat(exitCode(script)).isEqualTo(2);
    }
  }

  private Process start() throws IOException {
    return script(List.of(
        "--dir",
        folder.resolve("files").toString(),
        "--port",
        "" + freePort(),
        "--jar",
        jar().toString(),
        "--cluster",
        new ClusterFile(folder, 1).ofAll().toString(),
        "--",
        "-Xmx256m",
        "-XX:TieredStopAtLevel=1"));
  }

  /** Tests that run in the background inherit that SIGINT is ignored, and bash keeps to that. */
  private static Process script(List<String> args) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("env", "--default-signal=INT", "deploy/local-cluster.sh"));
    command.addAll(args);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("FENCEWIRE_"));
    String bin = Path.of(System.getProperty("java.home"), "bin").toString();
    builder.environment().merge("PATH", bin, (path, first) -> first + ":" + path);
    return builder.start();
  }

  /** A jar that is what the runnable one is, but leads to the class path of this test. */
  private Path jar() throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.MAIN_CLASS, Fencewire.class.getName());
    main.put(
        Attributes.Name.CLASS_PATH,
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toUri().toString())
            .collect(Collectors.joining(" ")));
    Path jar = folder.resolve("fencewire.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return jar;
  }

  private static void signal(long pid, String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, "" + pid).start();
    assertThat(kill.waitFor()).isZero();
  }

  private static int exitCode(Process script) throws InterruptedException {
    assertThat(script.waitFor(30, TimeUnit.SECONDS)).as("it ends").isTrue();
    return script.exitValue();
  }

  private static void end(Process script) {
    script.descendants().forEach(ProcessHandle::destroyForcibly);
    script.destroyForcibly();
  }

  /** The next one will most likely be free too. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
