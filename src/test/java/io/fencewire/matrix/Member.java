package io.fencewire.matrix;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fencewire.Fencewire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One start of one JVM of the node: what it reports goes to a listener, the rest into a log. */
final class Member {
  private final Process process;
  private volatile boolean ready;

  private Member(Process process) {
    this.process = process;
  }

  /** Starts it; the listener is given each line, and what is no report goes to the end of the log. */
  static Member start(List<String> prefix, List<String> arguments, Path log, Consumer<String> told)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("FENCEWIRE_CLUSTER_INSECURE", "true"); // the namespaces are its own
    Process process = builder.start();
    Member member = new Member(process);
    Thread reader = new Thread(() -> member.read(log, told), "output of " + process.pid());
    reader.setDaemon(true);
    reader.start();
    return member;
  }

  /** The options of the JVM, and then its main class. */
  static List<String> program(List<String> options) {
    List<String> all = new ArrayList<>(options);
    all.add(Fencewire.class.getName());
    all.add(MatrixNode.class.getName());
    return all;
  }

  /** Whether its part of the node has started. */
  boolean isReady() {
    return ready && process.isAlive();
  }

  /** Whether it has ended. */
  boolean isOver() {
    return !process.isAlive();
  }

  /** Sends it a signal. */
  void signal(String name) throws IOException {
    String pid = Long.toString(process.pid());
    new ProcessBuilder("kill", "-" + name, pid).start().onExit().join();
  }

  /** Ends it, whatever state it is in, and waits for that. */
  void kill() {
    process.destroyForcibly();
    awaitEnd(10);
  }

  /** Waits for its end. */
  void awaitEnd(long seconds) {
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "process " + process.pid() + " is there after " + seconds + " s");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void read(Path log, Consumer<String> told) {
    try (BufferedReader reader = process.inputReader(UTF_8);
        Writer rest = Files.newBufferedWriter(
            log, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      rest.write("=== process " + process.pid() + "\n");
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith(MatrixNode.MARK)) {
          ready |= line.startsWith(MatrixNode.MARK + "ready");
          told.accept(line.substring(MatrixNode.MARK.length()));
        } else {
          rest.write(line + "\n");
          rest.flush();
        }
      }
    } catch (IOException e) {
      if (process.isAlive()) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
