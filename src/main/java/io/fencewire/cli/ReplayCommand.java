package io.fencewire.cli;

import io.fencewire.flight.Breach;
import io.fencewire.flight.Entry;
import io.fencewire.flight.FlightFile;
import io.fencewire.flight.FlightRecord;
import io.fencewire.flight.Invariant;
import io.fencewire.flight.Sentence;
import io.fencewire.flight.Tale;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fencewire replay}: tells a flight record as a story and checks what it shows. */
@Command(
    name = "replay",
    description = "Tells what a flight record has of each connection, and checks it against every"
        + " invariant that can be read off it.",
    footer = {
      "",
      "Exit codes: 0 no invariant is broken, 1 one is, 2 the file can't be read or is none."
    },
    mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
  private static final int BROKEN = 1;

  @Spec
  private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description = "A flight record, as 'fencewire record' or a node writes it.")
  private Path file = Path.of("");

  @Option(
      names = "--peer",
      paramLabel = "WHO",
      description =
          "Tell of this peer or connection only: an identity or a token, or its beginning."
              + " All of the file is checked nevertheless.")
  private String who = "";

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    FlightFile flight = read();
    List<Chapter> chapters =
        flight.records().stream().map(record -> Chapter.of(record, lower(who))).toList();
    if (!who.isEmpty() && chapters.stream().allMatch(chapter -> chapter.tales.isEmpty())) {
      throw misused("nothing in " + file + " is about '" + who + "'", null);
    }
    var out = command().commandLine().getOut();
    out.println(json ? json(flight, chapters) : text(flight, chapters));
    return chapters.stream().allMatch(chapter -> chapter.breaches.isEmpty()) ? 0 : BROKEN;
  }

  /** The record of one server: its tales as far as they are asked for, and all that is wrong. */
  private record Chapter(FlightRecord record, List<Tale> tales, List<Breach> breaches) {
    private static Chapter of(FlightRecord record, String who) {
      List<Tale> tales =
          Tale.of(record).stream().filter(tale -> tale.isAbout(who)).toList();
      return new Chapter(record, tales, Invariant.check(record));
    }

    private List<Breach> at(Entry entry) {
      return breaches.stream()
          .filter(breach -> breach.entry().number() == entry.number())
          .toList();
    }
  }

  private FlightFile read() {
    try {
      return FlightFile.read(file);
    } catch (IOException unreadable) {
      throw misused(String.valueOf(unreadable.getMessage()), unreadable);
    }
  }

  private String text(FlightFile flight, List<Chapter> chapters) {
    List<String> lines = new ArrayList<>();
    int broken = 0;
    for (Chapter chapter : chapters) {
      lines.add(heading(chapter.record));
      chapter.tales.forEach(tale -> tell(chapter, tale, lines));
      broken += chapter.breaches.size();
    }
    if (flight.torn()) {
      lines.add("The last line is torn, and was left out: whoever wrote it died.");
    }
    lines.add(
        broken == 0 ? "No invariant is broken." : "Broken invariants: " + broken + ", marked !!.");
    return String.join(System.lineSeparator(), lines.stream().map(Shown::line).toList());
  }

  private static String heading(FlightRecord record) {
    FlightRecord.Header header = record.header();
    return "Node " + header.node() + ", server " + header.server() + ", at "
        + Instant.ofEpochMilli(header.wallMillis()) + " (" + header.why() + "): "
        + record.entries().size() + " entries, forgotten " + header.dropped();
  }

  private static void tell(Chapter chapter, Tale tale, List<String> lines) {
    lines.add("");
    lines.add("connection " + Objects.requireNonNullElse(tale.token(), "without a token")
        + ", peer " + Objects.requireNonNullElse(tale.peer(), "not proven"));
    long begin = tale.entries().get(0).at();
    int same = 0;
    for (int i = 0; i < tale.entries().size(); i++) {
      Entry entry = tale.entries().get(i);
      String says = Sentence.of(entry);
      List<Breach> breaches = chapter.at(entry);
      boolean more = i + 1 < tale.entries().size()
          && breaches.isEmpty()
          && Sentence.of(tale.entries().get(i + 1)).equals(says);
      same++;
      if (!more) {
        lines.add(String.format(
            Locale.ROOT,
            "  +%.6fs  %s%s",
            (entry.at() - begin) / 1e9,
            says,
            same > 1 ? " (" + same + " times)" : ""));
        same = 0;
      }
      breaches.forEach(breach -> lines.add("  !! " + breach.invariant() + ": " + breach.says()));
    }
  }

  private String json(FlightFile flight, List<Chapter> chapters) {
    JsonArray records = new JsonArray();
    chapters.forEach(chapter -> records.add(json(chapter)));
    return new JsonObject().put("torn", flight.torn()).put("records", records).encodePrettily();
  }

  private static JsonObject json(Chapter chapter) {
    JsonArray connections = new JsonArray();
    for (Tale tale : chapter.tales) {
      JsonArray steps = new JsonArray();
      tale.entries()
          .forEach(entry -> steps.add(new JsonObject()
              .put("number", entry.number())
              .put("at", entry.at())
              .put("says", Sentence.of(entry))));
      connections.add(new JsonObject()
          .put("token", tale.token() == null ? null : tale.token().text())
          .put("peer", tale.peer() == null ? null : tale.peer().toString())
          .put("steps", steps));
    }
    JsonArray broken = new JsonArray();
    chapter.breaches.forEach(breach -> broken.add(new JsonObject()
        .put("invariant", lower(breach.invariant().name()))
        .put("number", breach.entry().number())
        .put("says", breach.says())));
    return new JsonObject()
        .put("node", chapter.record.header().node())
        .put("server", chapter.record.header().server())
        .put("wallMillis", chapter.record.header().wallMillis())
        .put("connections", connections)
        .put("broken", broken);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private ParameterException misused(String why, @Nullable Exception cause) {
    return new ParameterException(command().commandLine(), why, cause);
  }

  private CommandSpec command() {
    return Objects.requireNonNull(spec);
  }
}
