package interop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one snarkOS has done, by its own log: each line is written by the code that acts, before it
 * sends or after it has received.
 */
final class Ledger {
  private static final Pattern MESSAGE =
      Pattern.compile("(Sending|Received) '(\\S+)[^']*' (?:to|from) '([^']+)'");
  private static final Pattern REFRESH =
      Pattern.compile("Disconnecting from '([^']+)' \\(periodic refresh of peers\\)");

  private final Map<String, Integer> messages = new HashMap<>();
  private final Map<String, Integer> open = new HashMap<>();
  private final List<Refresh> refreshes = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private int cutOff;

  /** A peer that it has disconnected, by its heartbeat or because it was told to. */
  record Refresh(Instant at, String peer, boolean provoked) {}

  synchronized void logged(String level, String text) {
    Matcher message = MESSAGE.matcher(text);
    if (message.matches()) {
      count(message.group(1), message.group(2), message.group(3));
    }
    Matcher refresh = REFRESH.matcher(text);
    if (refresh.find()) {
      refreshed(refresh.group(1), false);
    }
    if (level.equals("WARN") || level.equals("ERROR")) {
      complaints.add(Instant.now() + " " + level + " " + text);
    }
  }

  synchronized void refreshed(String peer, boolean provoked) {
    refreshes.add(new Refresh(Instant.now(), peer, provoked));
    if (open.getOrDefault(peer, 0) > 0) {
      cutOff += open.remove(peer);
    }
  }

  synchronized void violated(String what) {
    complaints.add(Instant.now() + " violation " + what);
  }

  /** Its Pings and Pongs with all peers, at one moment. */
  record Traffic(
      int pings, int answered, int unanswered, int cutOff, int pingsOfOthers, int pongs) {
    Traffic plus(Traffic other) {
      return new Traffic(
          pings + other.pings,
          answered + other.answered,
          unanswered + other.unanswered,
          cutOff + other.cutOff,
          pingsOfOthers + other.pingsOfOthers,
          pongs + other.pongs);
    }
  }

  synchronized Traffic traffic() {
    return new Traffic(
        total("Sending", "Ping"),
        total("Received", "Pong"),
        open.values().stream().mapToInt(Integer::intValue).sum(),
        cutOff,
        total("Received", "Ping"),
        total("Sending", "Pong"));
  }

  /** How many Pongs of this peer it has received. */
  synchronized int pongs(String peer) {
    return messages.getOrDefault("Received Pong " + peer, 0);
  }

  /** How many transactions and solutions of this peer it has received. */
  synchronized int items(String peer) {
    return messages.getOrDefault("Received UnconfirmedTransaction " + peer, 0)
        + messages.getOrDefault("Received UnconfirmedSolution " + peer, 0);
  }

  /** How often it has disconnected this peer. */
  synchronized long refreshes(String peer) {
    return refreshes.stream().filter(refresh -> refresh.peer().equals(peer)).count();
  }

  synchronized List<Refresh> refreshes() {
    return List.copyOf(refreshes);
  }

  /** Its warnings and errors. */
  synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  private int total(String verb, String message) {
    return messages.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(verb + " " + message + " "))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private void count(String verb, String message, String peer) {
    messages.merge(verb + " " + message + " " + peer, 1, Integer::sum);
    if (verb.equals("Sending") && message.equals("Ping")) {
      open.merge(peer, 1, Integer::sum);
    } else if (verb.equals("Received") && message.equals("Pong")) {
      answered(peer);
    }
  }

  /** A Pong may come between the word of a refresh and the end of the connection. */
  private void answered(String peer) {
    if (open.getOrDefault(peer, 0) > 0) {
      open.merge(peer, -1, Integer::sum);
    } else {
      cutOff--;
    }
  }
}
