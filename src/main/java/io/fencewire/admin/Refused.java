package io.fencewire.admin;

import io.fencewire.bus.Inquiry.Refusal;
import io.fencewire.bus.JsonForm;
import io.fencewire.peer.Outcome;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Puts what the fence has refused among what became of the connections that were meant. */
final class Refused {
  private static final long MILLI_NANOS = 1_000_000;

  private final String node;
  private final List<JsonObject> before;
  private final Map<String, JsonObject> meant = new HashMap<>();
  private final Map<String, Long> ends = new HashMap<>();

  /**
   * For a story of these connections.
   *
   * @param now those that are there, in the form of the bus
   * @param before what was announced of them and of earlier ones, oldest first
   */
  Refused(String node, List<JsonObject> now, List<JsonObject> before) {
    this.node = node;
    this.before = before;
    Stream.concat(now.stream(), before.stream())
        .filter(json -> json.containsKey("token"))
        .forEach(json -> meant.put(json.getString("token"), json));
    before.stream()
        .filter(json -> json.containsKey("reason") && json.containsKey("token"))
        .forEach(json -> ends.put(json.getString("token"), json.getLong("at")));
  }

  /** All that happened in order, with the wall clock in milliseconds. */
  List<JsonObject> among(List<Refusal> refusals, long nowMillis) {
    List<JsonObject> all = new ArrayList<>(before);
    for (Refusal refusal : refusals) {
      JsonObject connection = meant.get(refusal.token().text());
      if (connection != null) {
        all.add(told(refusal, connection, nowMillis));
      }
    }
    all.sort(Comparator.comparing(json -> json.getLong("at"))); // equal ones stay as they are
    return all;
  }

  private JsonObject told(Refusal refusal, JsonObject connection, long nowMillis) {
    String token = refusal.token().text();
    String outcome = JsonForm.word(refusal.outcome());
    long at = nowMillis - refusal.ageNanos() / MILLI_NANOS;
    if (refusal.outcome() == Outcome.STALE) {
      // The end was heard of over the bus, some time after it came about; this came after it.
      at = Math.max(at, ends.getOrDefault(token, at));
    }
    String often = refusal.times() == 1 ? "" : " " + refusal.times() + " times";
    return new JsonObject()
        .put("event", "refused")
        .put("token", token)
        .put("peer", connection.getString("peer"))
        .put("session", connection.getString("session"))
        .put("command", refusal.command())
        .put("outcome", outcome)
        .put("times", refusal.times())
        .put(
            "why",
            refusal.command() + " was refused" + often + ": " + Explanations.ofOutcome(outcome)
                + ".")
        .put("node", node)
        .put("at", at);
  }
}
