package interop;

import io.fencewire.identity.aleo.AleoAddress;
import io.fencewire.identity.aleo.EncodingException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One process with snarkOS code in it: what it says is kept, counted and written to a file. */
final class SnarkOs implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(5);

  private final Process process;
  private final Writer in;
  private final Writer transcript;
  private final Thread reader;
  private final Ledger ledger = new Ledger();
  private final BlockingQueue<JsonObject> answers = new LinkedBlockingQueue<>();
  private final List<JsonObject> received = new ArrayList<>();
  private final JsonObject started;
  private final String name;

  SnarkOs(String name, Path binary, List<String> arguments, Path folder)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(binary.toString()));
    command.addAll(arguments);
    File errors = folder.resolve(name + ".stderr").toFile();
    this.name = name;
    this.process = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectError(errors)
        .start();
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    this.transcript = Files.newBufferedWriter(folder.resolve(name + ".jsonl"));
    this.reader = new Thread(this::read, name);
    reader.setDaemon(true);
    reader.start();
    this.started = answer("started", START);
  }

  /** Where its router listens. */
  String listening() {
    return started.getString("listening");
  }

  /** Its Aleo account. */
  String address() {
    return started.getString("address");
  }

  /** The same as Fencewire's identities are written. */
  String identity() throws EncodingException {
    return AleoAddress.parse(address()).encode().toString();
  }

  /** What it is: the version, and how much of a node. */
  String what() {
    return "snarkOS " + started.getString("version") + " " + started.getString("kind");
  }

  Ledger ledger() {
    return ledger;
  }

  void connect(String address) {
    tell("connect " + address);
  }

  void refresh(String address) {
    tell("refresh " + address);
  }

  void propagate(int number) {
    tell("propagate " + number);
  }

  /** The items that it can propagate: their topic, bytes and digest. */
  List<JsonObject> items() throws InterruptedException {
    tell("items");
    List<JsonObject> items = new ArrayList<>();
    for (JsonObject next = answer(START); ; next = answer(START)) {
      if (next.getString("event").equals("items")) {
        return items;
      }
      items.add(next);
    }
  }

  /** The listening addresses of those it calls connected. */
  List<String> peers() throws InterruptedException {
    tell("peers");
    JsonArray peers = answer("peers", Duration.ofSeconds(10)).getJsonArray("peers");
    return peers.stream().map(String.class::cast).toList();
  }

  /** Items that peers have sent it, and that its code has decoded. */
  List<JsonObject> received() {
    synchronized (received) {
      return List.copyOf(received);
    }
  }

  /** Its standard input ends, and with it the process. */
  @Override
  public void close() throws IOException {
    in.close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      reader.join(10_000);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    transcript.close();
  }

  /** Says one line to it. */
  void tell(String command) {
    try {
      in.write(command + "\n");
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " is gone", e);
    }
  }

  private JsonObject answer(String event, Duration patience) throws InterruptedException {
    JsonObject answer = answer(patience);
    if (!answer.getString("event").equals(event)) {
      throw new IllegalStateException(name + ": expected '" + event + "', got " + answer);
    }
    return answer;
  }

  /** The next thing it says that is neither a log line nor about an item. */
  JsonObject answer(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() - deadline < 0) {
      JsonObject answer = answers.poll(200, TimeUnit.MILLISECONDS);
      if (answer != null) {
        return answer;
      }
      if (!process.isAlive()) {
        throw new IllegalStateException(name + " has ended; see " + name + ".stderr");
      }
    }
    throw new IllegalStateException(name + " says nothing");
  }

  private void read() {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        JsonObject said = new JsonObject(line);
        hear(said);
        JsonObject kept = said.copy().put("at", Instant.now().toString());
        kept.remove("body");
        transcript.write(kept.encode() + "\n");
        transcript.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void hear(JsonObject said) {
    switch (said.getString("event")) {
      case "log" -> ledger.logged(said.getString("level"), said.getString("text"));
      case "refreshing" -> ledger.refreshed(said.getString("address"), true);
      case "violation" -> ledger.violated(said.encode());
      case "received" -> {
        synchronized (received) {
          received.add(said);
        }
      }
      case "disconnected" -> {}
      default -> answers.add(said);
    }
  }
}
