package io.fencewire.cli;

import io.fencewire.crawl.CrawlListener;
import io.fencewire.crawl.Finding;
import io.fencewire.crawl.Progress;
import io.fencewire.peer.DialTarget;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What a crawl has found, as a table at its end, or as a line of JSON as soon as it is known. */
final class CrawlReport implements CrawlListener {
  private static final List<String> HEAD =
      List.of("ADDRESS", "PEER", "TYPE", "VERSION", "HEIGHT", "RTT", "PEERS", "WHY");
  private static final String UNKNOWN = "-";
  private static final int BRIEF = 8;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;
  private final boolean full;
  private final boolean terminal = Terminal.isThere();
  private final List<List<String>> rows = new ArrayList<>(List.of(HEAD));

  CrawlReport(PrintWriter out, PrintWriter err, boolean json, boolean full) {
    this.out = out;
    this.err = err;
    this.json = json;
    this.full = full;
  }

  @Override
  public void found(Finding finding) {
    if (json) {
      clear();
      out.println(line(finding).encode());
      out.flush();
    } else {
      rows.add(row(finding));
    }
  }

  @Override
  public void progress(Progress progress) {
    if (terminal) {
      err.print(CLEAR_LINE + said(progress) + ", " + progress.underWay() + " under way");
      err.flush();
    }
  }

  /** It is over. */
  void end(Progress progress) {
    clear();
    if (!json) {
      out.println(Shown.table(rows));
      out.println(said(progress));
    } else if (progress.waiting() > 0) {
      err.println(said(progress));
    }
  }

  private void clear() {
    if (terminal) {
      err.print(CLEAR_LINE);
      err.flush();
    }
  }

  private static String said(Progress progress) {
    return progress.reached() + " reached, " + progress.unreached() + " not reached, "
        + progress.waiting() + " known and not visited";
  }

  private List<String> row(Finding finding) {
    String address = finding.lead().address().toString();
    if (finding instanceof Finding.Node node) {
      String peer = node.peer().toString();
      return List.of(
          address,
          full ? peer : peer.substring(0, BRIEF),
          word(node.traits().nodeType()),
          String.valueOf(node.traits().version()),
          Objects.toString(node.height(), UNKNOWN),
          rtt(node),
          Objects.toString(node.told(), UNKNOWN),
          node.end() == null ? "" : "it left: " + word(node.end()));
    }
    List<String> row = new ArrayList<>(List.of(address));
    while (row.size() < HEAD.size() - 1) {
      row.add(UNKNOWN);
    }
    row.add(why((Finding.Nobody) finding));
    return row;
  }

  /** Where no Pong came, the time from the dial to the end of the handshake is a bound. */
  private static String rtt(Finding.Node node) {
    Long rtt = node.rttNanos();
    return (rtt == null ? "<" : "")
        + String.format(Locale.ROOT, "%.1fms", (rtt == null ? node.connectNanos() : rtt) / 1e6);
  }

  private static String why(Finding.Nobody nobody) {
    String reason = nobody.reason() == null ? "not dialled" : word(nobody.reason());
    return nobody.detail().isEmpty() ? reason : reason + ": " + nobody.detail();
  }

  private static JsonObject line(Finding finding) {
    DialTarget source = finding.lead().source();
    JsonObject line = new JsonObject()
        .put("address", finding.lead().address().toString())
        .put("toldBy", source == null ? null : source.toString());
    if (finding instanceof Finding.Node node) {
      return line.put("reached", true)
          .put("peer", node.peer().toString())
          .put("nodeType", word(node.traits().nodeType()))
          .put("version", node.traits().version())
          .put("height", node.height())
          .put("rttMicros", node.rttNanos() == null ? null : node.rttNanos() / 1_000)
          .put("connectMicros", node.connectNanos() / 1_000)
          .put("peersTold", node.told())
          .put("left", node.end() == null ? null : word(node.end()));
    }
    Finding.Nobody nobody = (Finding.Nobody) finding;
    return line.put("reached", false)
        .put("reason", nobody.reason() == null ? null : word(nobody.reason()))
        .put("detail", nobody.detail());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
