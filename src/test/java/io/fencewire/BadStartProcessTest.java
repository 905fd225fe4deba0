package io.fencewire;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.BadStarts.Start;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every bad start from a shell, each in a JVM of its own: exit code 2 and one line. The shell allows
 * each 5 s of processor time, so that a busy machine alone makes no test fail.
 */
class BadStartProcessTest {
  private static final String SHELL = "ulimit -t 5; exec \"$@\" 2>&1";
  private static final int AT_A_TIME = 2;
  private static final long PATIENCE_SECONDS = 120;

  @TempDir
  private Path folder;

  @Test
  void everyOneEndsWithExitCodeTwoAndOneLineThatSaysWhatWouldBeRight() throws Exception {
    List<Callable<String>> starts = Stream.of(
            BadStarts.options(), BadStarts.properties(), BadStarts.others(folder))
        .flatMap(each -> each)
        .<Callable<String>>map(start -> () -> fault(start))
        .toList();
    assertThat(starts).hasSize(50);
    ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    try {
      List<String> faults = new ArrayList<>();
      for (Future<String> fault : threads.invokeAll(starts)) {
        faults.add(fault.get());
      }
      assertThat(faults.stream().filter(fault -> !fault.isEmpty())).isEmpty();
    } finally {
      threads.shutdownNow();
    }
  }

  /** What is wrong with how this start ended; empty if nothing is. */
  private String fault(Start start) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "start", ".txt");
    Process process = process(start, output);
    try {
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      List<String> said = Files.readAllLines(output);
      boolean right = ended
          && process.exitValue() == 2
          && said.size() == 1
          && said.get(0).startsWith("fencewire: ")
          && said.get(0).contains(start.message());
      return right ? "" : start + (ended ? " ended with " + process.exitValue() : " hangs") + said;
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static Process process(Start start, Path output) throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", SHELL, "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    start.properties().forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-cp", classPath()));
    command.add(Fencewire.class.getName());
    command.addAll(start.args());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("FENCEWIRE_"));
    builder.environment().putAll(start.environment());
    return builder.redirectOutput(output.toFile()).start();
  }

  /** Without the empty entry at the end, which would be the directory with our cluster.xml. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
