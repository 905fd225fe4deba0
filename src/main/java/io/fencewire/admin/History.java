package io.fencewire.admin;

import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Predicate;

/**
 * What was announced since the admin port is open: the last entries of all nodes, in order. When it
 * is full the oldest is forgotten.
 */
final class History {
  /** Entries that are remembered. */
  static final int SIZE_MAX = 4_096;

  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private final long first;
  private long sequence;

  /** Its numbers begin after this one, so that those of an earlier start are not taken for them. */
  History(long first) {
    this.first = first;
    this.sequence = first;
  }

  /**
   * One thing that happened.
   *
   * @param sequence counts up, without a gap
   * @param node the node that announced it
   * @param json what it announced, in the form of the bus, with {@code node} and {@code at}
   */
  record Entry(long sequence, String node, JsonObject json) {}

  /** Takes in an announcement of a node, with the wall clock in milliseconds. */
  Entry add(String node, JsonObject announced, long atMillis) {
    JsonObject json = announced.put("node", node).put("at", atMillis);
    Entry entry = new Entry(++sequence, node, json);
    if (entries.size() == SIZE_MAX) {
      entries.removeFirst();
    }
    entries.addLast(entry);
    return entry;
  }

  /** Those that came after the one with this number, oldest first. */
  List<Entry> since(long known) {
    return entries.stream().filter(entry -> entry.sequence > known).toList();
  }

  /** Those of one node that fit, oldest first. */
  List<JsonObject> of(String node, Predicate<JsonObject> fits) {
    return entries.stream()
        .filter(entry -> entry.node.equals(node))
        .map(Entry::json)
        .filter(fits)
        .toList();
  }

  /** How many are remembered. */
  int size() {
    return entries.size();
  }

  /** How many were forgotten for lack of room. */
  long forgotten() {
    return sequence - first - entries.size();
  }
}
