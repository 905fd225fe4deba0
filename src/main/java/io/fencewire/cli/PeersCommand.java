package io.fencewire.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code fencewire peers}: the connections of a running node, the story of one peer, or with {@code
 * --crawl} the nodes of a whole network.
 */
@Command(
    name = "peers",
    description = "Lists the connections of a running node, or with --crawl the nodes of a network."
        + " Tokens and identities are short, as in its log.",
    mixinStandardHelpOptions = true)
public final class PeersCommand implements Callable<Integer> {
  private static final List<String> HEAD = List.of(
      "TOKEN", "PEER", "ADDRESS", "DIRECTION", "STATE", "AGE", "RTT", "IN", "OUT", "QUEUED");
  private static final int BRIEF = 8;
  private static final String UNKNOWN = "-";

  @Spec
  private @Nullable CommandSpec spec;

  @Mixin
  private final AdminAccess admin;

  @Option(names = "--full", description = "Print tokens and identities whole.")
  private boolean full;

  @Option(
      names = "--explain",
      paramLabel = "WHO",
      description = "Say what there is of a peer, or of one connection, and why the earlier ones"
          + " ended: an identity or a token, or its beginning as in the list.")
  private @Nullable String who;

  @ArgGroup(
      exclusive = false,
      heading =
          "%nWalk a network instead, from some of its addresses, without a node of one's own:%n")
  private @Nullable CrawlRequest crawl;

  PeersCommand(AdminAccess admin) {
    this.admin = admin;
  }

  @Override
  public Integer call() throws IOException {
    if (crawl != null) {
      crawl(crawl);
    } else if (who == null) {
      admin.print(admin.get("/peers"), list -> table(list.getJsonArray("peers")));
    } else {
      String path = "/peers/" + URLEncoder.encode(who, UTF_8) + "/explain";
      admin.print(admin.get(path), this::story);
    }
    return 0;
  }

  private void crawl(CrawlRequest request) throws IOException {
    List<String> inVain = new ArrayList<>(admin.given());
    if (who != null) {
      inVain.add("--explain");
    }
    if (!inVain.isEmpty()) {
      throw admin.misused("--crawl asks no running node: " + String.join(", ", inVain)
          + (inVain.size() == 1 ? " has" : " have") + " no effect beside it; leave it out");
    }
    try {
      CommandLine line = Objects.requireNonNull(spec).commandLine();
      request.run(new CrawlReport(line.getOut(), line.getErr(), admin.json(), full));
    } catch (IllegalArgumentException wrong) {
      throw admin.misused(String.valueOf(wrong.getMessage()));
    }
  }

  private String table(JsonArray connections) {
    if (connections.isEmpty()) {
      return "no connections";
    }
    List<List<String>> rows = new ArrayList<>(List.of(HEAD));
    connections.forEach(connection -> rows.add(connectionRow((JsonObject) connection)));
    return Shown.table(rows);
  }

  private List<String> connectionRow(JsonObject connection) {
    Long age = connection.getLong("ageMillis");
    JsonObject rtt = connection.getJsonObject("rtt");
    return List.of(
        token(connection),
        brief(connection.getString("peer")),
        connection.getString("address"),
        connection.getString("direction"),
        connection.getString("state"),
        age == null ? UNKNOWN : Shown.duration(Duration.ofMillis(age)),
        rtt == null ? UNKNOWN : millis(rtt.getLong("smoothedMicros")),
        bytes(connection, "bytesIn"),
        bytes(connection, "bytesOut"),
        bytes(connection, "queuedBytes"));
  }

  private String story(JsonObject story) {
    List<String> parts = new ArrayList<>();
    parts.add(Shown.line(story.getString("peer") + ": " + story.getString("summary")));
    JsonArray history = story.getJsonArray("history");
    if (!history.isEmpty()) {
      List<List<String>> rows = new ArrayList<>(List.of(List.of("AT", "EVENT", "TOKEN", "WHY")));
      history.forEach(event -> rows.add(eventRow((JsonObject) event)));
      parts.add(Shown.table(rows));
    }
    return String.join(System.lineSeparator(), parts);
  }

  private List<String> eventRow(JsonObject event) {
    Instant at = Instant.ofEpochMilli(event.getLong("at"));
    return List.of(
        at.truncatedTo(ChronoUnit.SECONDS).toString(),
        event.getString("event"),
        token(event),
        event.getString("why", ""));
  }

  private String token(JsonObject json) {
    String token = json.getString("token", UNKNOWN);
    int at = token.indexOf('@');
    return at < 0 ? token : token.substring(0, at + 1) + brief(token.substring(at + 1));
  }

  private String brief(String digits) {
    return full || digits.length() < BRIEF ? digits : digits.substring(0, BRIEF);
  }

  private static String bytes(JsonObject connection, String field) {
    Long count = connection.getLong(field);
    return count == null ? UNKNOWN : Shown.bytes(count);
  }

  private static String millis(long micros) {
    return String.format(Locale.ROOT, "%.1fms", micros / 1e3);
  }
}
