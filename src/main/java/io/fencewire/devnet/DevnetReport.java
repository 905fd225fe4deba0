package io.fencewire.devnet;

import io.fencewire.peer.CloseReason;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a run of a devnet has shown.
 *
 * @param options what it was told
 * @param seconds how long items were published
 * @param connections how many there were, each counted once
 * @param gossip what became of the items
 * @param sends how commands to the servers ended, by outcome
 * @param late what became of the sends that were held back
 * @param closes why connections were closed, each counted once
 * @param findings what the auditor did not like
 * @param leaks what was left when everything had been closed
 * @param counters every counter of every role, summed over the nodes
 * @param mishaps what else went wrong, one sentence each
 */
public record DevnetReport(
    DevnetOptions options,
    double seconds,
    Connections connections,
    Gossip gossip,
    Map<String, Long> sends,
    Late late,
    Map<CloseReason, Integer> closes,
    Findings findings,
    Leaks leaks,
    Map<String, Long> counters,
    List<String> mishaps) {

  /**
   * Connections of the whole network.
   *
   * @param liveMin the fewest there were at a time while items were published
   * @param liveMax the most
   * @param peersMin the fewest any node had in that time
   * @param peersMax the most
   */
  public record Connections(
      int opened, int closed, int liveMin, int liveMax, int peersMin, int peersMax) {}

  /**
   * Items.
   *
   * @param expected one delivery at every node but the publisher's
   * @param delivered so many of them happened
   * @param duplicates deliveries to a subscriber that had the item already
   * @param corrupt deliveries of what nobody published
   */
  public record Gossip(
      int published,
      long expected,
      long delivered,
      long duplicates,
      long corrupt,
      double p50Millis,
      double p99Millis) {}

  /**
   * Sends that were held back at the sender; each target of a fan-out counts.
   *
   * @param stale refused because the generation was over: STALE, or CLOSING while it ended
   * @param other answered otherwise (FULL, UNSUPPORTED, …) or not at all
   * @param wronglyWritten how many of the written were written when their connection was not LIVE
   */
  public record Late(
      long total, long stale, long expired, long written, long other, long wronglyWritten) {}

  /**
   * What the auditor did not like.
   *
   * @param unexplainedCloses closes whose two ends don't agree on a good reason
   * @param contradictions announcements that contradict others or the facts
   * @param told the first few of both, for people
   */
  public record Findings(int unexplainedCloses, int contradictions, List<String> told) {}

  /** What was left when everything had been closed. */
  public record Leaks(long timers, long connections) {}

  /** How many connections were rotated away. */
  public int rotations() {
    return closes.getOrDefault(CloseReason.ROTATION, 0);
  }

  /** Everything that must not be, one line each; empty after a good run. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>(mishaps);
    unless(gossip.delivered == gossip.expected, problems, missing());
    unless(gossip.duplicates == 0, problems, gossip.duplicates + " items were delivered twice");
    unless(gossip.corrupt == 0, problems, gossip.corrupt + " deliveries were of no published item");
    int unexplained = findings.unexplainedCloses;
    unless(unexplained == 0, problems, unexplained + " closes are unexplained");
    int contradictions = findings.contradictions;
    unless(contradictions == 0, problems, contradictions + " announcements are contradictory");
    problems.addAll(findings.told);
    unless(leaks.timers == 0, problems, leaks.timers + " timers leaked");
    unless(leaks.connections == 0, problems, leaks.connections + " connections leaked");
    long wrong = late.wronglyWritten;
    unless(wrong == 0, problems, wrong + " late sends were written when nothing was LIVE");
    return problems;
  }

  private String missing() {
    return gossip.delivered + " deliveries, and " + gossip.expected + " were expected";
  }

  private static void unless(boolean right, List<String> problems, String otherwise) {
    if (!right) {
      problems.add(otherwise);
    }
  }

  /** 0 after a good run, else 1. */
  public int exitCode() {
    return problems().isEmpty() ? 0 : 1;
  }

  /** The report for programs. */
  public JsonObject toJson() {
    JsonObject json = new JsonObject()
        .put("nodes", options.nodes())
        .put("seconds", seconds)
        .put("rate", options.rate())
        .put("rotate_every_ms", options.rotateEvery().toMillis())
        .put("late", options.late())
        .put("transport", options.transport().name().toLowerCase(Locale.ROOT))
        .put("loops", options.loops())
        .put("seed", options.seed())
        .put("connections", connectionsJson())
        .put("rotations", rotations())
        .put("gossip", gossipJson())
        .put("sends", new JsonObject(new LinkedHashMap<>(sends)))
        .put("late_injected", lateJson());
    JsonObject reasons = new JsonObject();
    closes.forEach((reason, count) -> reasons.put(word(reason), count));
    return json.put("closes", reasons)
        .put("unexplained_closes", findings.unexplainedCloses)
        .put("contradictions", findings.contradictions)
        .put("leaked_timers", leaks.timers)
        .put("leaked_connections", leaks.connections)
        .put("counters", new JsonObject(new LinkedHashMap<>(counters)))
        .put("problems", new JsonArray(problems()))
        .put("exit_code", exitCode());
  }

  private JsonObject connectionsJson() {
    return new JsonObject()
        .put("opened", connections.opened)
        .put("closed", connections.closed)
        .put("live_min", connections.liveMin)
        .put("live_max", connections.liveMax)
        .put("peers_min", connections.peersMin)
        .put("peers_max", connections.peersMax);
  }

  private JsonObject gossipJson() {
    return new JsonObject()
        .put("published", gossip.published)
        .put("expected", gossip.expected)
        .put("delivered", gossip.delivered)
        .put("duplicates", gossip.duplicates)
        .put("corrupt", gossip.corrupt)
        .put("p50_ms", gossip.p50Millis)
        .put("p99_ms", gossip.p99Millis);
  }

  private JsonObject lateJson() {
    return new JsonObject()
        .put("total", late.total)
        .put("stale", late.stale)
        .put("expired", late.expired)
        .put("written", late.written)
        .put("other", late.other)
        .put("wrongly_written", late.wronglyWritten);
  }

  /** A reason as it stands in the report. */
  static String word(CloseReason reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }
}
