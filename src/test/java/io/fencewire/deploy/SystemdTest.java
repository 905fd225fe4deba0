package io.fencewire.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The systemd unit: nothing to say about it for systemd-analyze, nor for the launcher. */
class SystemdTest {
  private static final Path UNIT = Path.of("deploy", "systemd", "fencewire@.service");
  private static final Path SETTINGS = Path.of("deploy", "systemd", "alpha.env");

  @TempDir
  private Path folder;

  @Test
  void systemdHasNothingToSayAboutIt() throws Exception {
    assumeSystemd();
    assertThat(verify(Files.readString(UNIT))).isEmpty();
  }

  @Test
  void aMisspeltSettingWouldBeFound() throws Exception {
    assumeSystemd();
    assertThat(verify(Files.readString(UNIT).replace("TimeoutStopSec", "TimeoutStop")))
        .contains("'TimeoutStop'");
  }

  @Test
  void itsCommandPassesTheLaunchersCheck() throws IOException {
    Map<String, String> environment = settings();
    Files.copy(Path.of("deploy", "bus.json"), folder.resolve("bus.json"));
    Files.copy(Path.of("cluster.xml"), folder.resolve("cluster.xml"));
    Files.copy(Path.of("deploy", "node.json"), folder.resolve("alpha.json"));
    List<String> command = Stream.of(setting("ExecStart").split(" +"))
        .map(word -> filled(word, environment))
        .toList();

    CheckedStart start = CheckedStart.of(command, environment, "(nothing)", folder);

    start.assertSecureElsewhere();
    assertThat(start.launch().node().key()).isEqualTo(Path.of("/etc/fencewire/node.key"));
    assertThat(command).contains("-cluster-host=127.0.0.1", "-cluster-port=5800");
  }

  @Test
  void aStartThatIsWrongIsNotTriedAgainAndAStopIsNoFailure() throws IOException {
    assertThat(setting("RestartPreventExitStatus")).isEqualTo("2");
    assertThat(setting("SuccessExitStatus")).isEqualTo("143");
  }

  private static void assumeSystemd() {
    boolean here = Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "systemd-analyze")));
    if (!here) {
      System.out.println("not checked: there is no systemd-analyze for " + UNIT);
    }
    assumeTrue(here, "there is no systemd-analyze");
  }

  /** What systemd says about this unit, on a machine that has our Java where the unit has it. */
  private String verify(String unit) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    assertThat(unit).contains("/usr/bin/java");
    Path file = Files.writeString(
        folder.resolve("fencewire@.service"), unit.replace("/usr/bin/java", java));
    Path output = folder.resolve("said.txt");
    Process process = new ProcessBuilder("systemd-analyze", "verify", "--man=no", file.toString())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
    int code = process.waitFor();
    return Files.readString(output, UTF_8) + (code == 0 ? "" : "exit code " + code);
  }

  private static String setting(String name) throws IOException {
    return Files.readString(UNIT)
        .replace("\\\n", "")
        .lines()
        .filter(line -> line.startsWith(name + "="))
        .map(line -> line.substring(name.length() + 1))
        .collect(Collectors.joining());
  }

  private static Map<String, String> settings() throws IOException {
    Map<String, String> settings = new HashMap<>();
    Files.readAllLines(SETTINGS).stream()
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(line -> line.split("=", 2))
        .forEach(setting -> settings.put(setting[0], setting[1]));
    return settings;
  }

  private static String filled(String word, Map<String, String> settings) {
    String filled = word.replace("%i", "alpha").replace("${JAVA_MEMORY}", "-Xmx512m");
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      filled = filled.replace("${" + setting.getKey() + "}", setting.getValue());
    }
    return filled;
  }
}
