package io.fencewire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fencewire.house.LeakWatch;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that runs the program, mostly with a {@link ReportingNode} as main verticle. */
public final class Jvm implements AutoCloseable {
  private static final String END = "(the end of its output)";
  private static final long PATIENCE_SECONDS = 60;
  private static final String LEAK_LEVEL = "io.netty.leakDetection.level";
  private static final String LEAK = " LEAK: ";

  private final Process process;
  private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<String> passed = new ArrayList<>();

  private Jvm(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "output of " + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts a node with this configuration. */
  static Jvm start(JsonObject conf) throws IOException {
    return start(List.of(), ReportingNode.class.getName(), "-conf", conf.encode());
  }

  /** Starts the program with these options of the JVM and these arguments. */
  public static Jvm start(List<String> options, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.add("-D" + LEAK_LEVEL + "=" + System.getProperty(LEAK_LEVEL, "simple"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(options);
    command.add(Fencewire.class.getName());
    command.addAll(List.of(args));
    return new Jvm(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** Waits for a line that begins so, and returns what follows. */
  public String await(String beginning) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      String line = poll(end - System.nanoTime());
      if (line == null) {
        throw new AssertionError("no line '" + beginning + "…'; there were " + passed);
      }
      passed.add(line);
      if (line.startsWith(beginning)) {
        return line.substring(beginning.length()).trim();
      }
    }
  }

  /** The connection announced last, of those this test has read about. */
  Announced latest() {
    String line = passed.stream()
        .filter(each -> each.startsWith("connected"))
        .reduce((a, b) -> b)
        .orElseThrow();
    return new Announced(line.split(" ")[1], line.split(" ")[2]);
  }

  /** A connection as a node announced it. */
  record Announced(String peer, String token) {}

  /** The number of the process. */
  public long pid() {
    return process.pid();
  }

  /** kill -9. */
  public void kill() {
    process.destroyForcibly();
  }

  /** SIGTERM; the process's own method would close its output too. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** Waits for its end and returns the exit code. */
  int exitCode(long seconds) {
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw new AssertionError("still there after " + seconds + " s");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Everything it said that nobody waited for, once it has ended. */
  public List<String> said() {
    await(END);
    return passed.subList(0, passed.size() - 1);
  }

  @Override
  public void close() {
    kill();
  }

  private String poll(long nanos) {
    try {
      return lines.poll(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void read() {
    try (BufferedReader reader = process.inputReader(UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        if (line.contains(LEAK)) {
          LeakWatch.report(line);
        }
      }
      lines.add(END);
    } catch (IOException killed) {
      lines.add(END);
    }
  }
}
