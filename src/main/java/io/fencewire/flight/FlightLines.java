package io.fencewire.flight;

import io.fencewire.flight.FlightRecord.Header;
import io.fencewire.flight.Note.Became;
import io.fencewire.flight.Note.Began;
import io.fencewire.flight.Note.Commanded;
import io.fencewire.flight.Note.Connected;
import io.fencewire.flight.Note.Ended;
import io.fencewire.flight.Note.Leased;
import io.fencewire.flight.Note.Prepared;
import io.fencewire.flight.Note.Timed;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A flight record as lines of JSON: first one that names the version, then one for each entry. */
public final class FlightLines {
  /** The version of the form; its name is what a first line is known by. */
  static final String VERSION_KEY = "flight";

  static final int VERSION = 1;

  /** What a sentence of somebody else may have; the rest is cut off. */
  private static final int SENTENCE_MAX = 200;

  private FlightLines() {}

  /** The lines of a record, without their ends. */
  public static List<String> of(FlightRecord record) {
    List<String> lines = new ArrayList<>(record.entries().size() + 1);
    lines.add(header(record.header()).encode());
    record.entries().forEach(entry -> lines.add(json(entry).encode()));
    return lines;
  }

  private static JsonObject header(Header header) {
    JsonObject dropped = new JsonObject();
    header.dropped().forEach((lane, count) -> dropped.put(Sentence.word(lane), count));
    return new JsonObject()
        .put(VERSION_KEY, VERSION)
        .put("node", header.node())
        .put("server", header.server())
        .put("at", header.at())
        .put("wallMillis", header.wallMillis())
        .put("why", sentence(header.why()))
        .put("dropped", dropped);
  }

  private static JsonObject json(Entry entry) {
    JsonObject json = new JsonObject()
        .put("number", entry.number())
        .put("at", entry.at())
        .put("connection", entry.connection());
    if (entry.token() != null) {
      json.put("token", entry.token().text());
    }
    if (entry.peer() != null) {
      json.put("peer", entry.peer().toString());
    }
    return entry.note() instanceof Commanded command
        ? command(json.put("what", "commanded"), command)
        : note(json, entry.note());
  }

  private static JsonObject command(JsonObject json, Commanded command) {
    return json.put("order", Sentence.word(command.order()))
        .put("of", command.what().toLowerCase(Locale.ROOT))
        .put("named", command.named().text())
        .put("lease", command.lease().number())
        .put("leftNanos", command.leftNanos())
        .put("outcome", Sentence.word(command.outcome()));
  }

  private static JsonObject note(JsonObject json, Note note) {
    if (note instanceof Began began) {
      return json.put("what", "began")
          .put("direction", Sentence.word(began.direction()))
          .put("address", began.remote().toString());
    }
    if (note instanceof Became step) {
      return json.put("what", "became")
          .put("from", Sentence.word(step.from()))
          .put("to", Sentence.word(step.to()))
          .put("why", sentence(step.why()));
    }
    if (note instanceof Leased leased) {
      return json.put("what", "leased")
          .put("role", Sentence.word(leased.role()))
          .put("lease", leased.lease().number())
          .put("holder", leased.holder());
    }
    if (note instanceof Prepared prepared) {
      return json.put("what", "prepared")
          .put("role", Sentence.word(prepared.role()))
          .put("lease", prepared.lease().number());
    }
    if (note instanceof Timed timed) {
      return json.put("what", Sentence.word(timed.timing())).put("due", timed.due());
    }
    return end(json, note);
  }

  private static JsonObject end(JsonObject json, Note note) {
    if (note instanceof Ended end) {
      return json.put("what", end.announced() ? "disconnected" : "ended")
          .put("reason", Sentence.word(end.reason()))
          .put("origin", Sentence.word(end.origin()))
          .put("why", sentence(end.why()));
    }
    assert note instanceof Connected : note;
    return json.put("what", "connected");
  }

  private static String sentence(String text) {
    return text.length() <= SENTENCE_MAX ? text : text.substring(0, SENTENCE_MAX) + "…";
  }
}
