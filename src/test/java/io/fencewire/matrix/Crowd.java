package io.fencewire.matrix;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fencewire.Ear;
import io.fencewire.peer.ListenAddress;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The peers outside: whole plain nodes in one Vert.x, each of which admits nobody but the node. */
final class Crowd implements AutoCloseable {
  static final String TOPIC = "matrix";

  private final Vertx vertx = Vertx.vertx();
  private final Journal journal;
  private final List<Outsider> members = new ArrayList<>();
  private long published;

  /**
   * So many peers, none of which has started: of three one waits to be dialled, one dials one server
   * of the node, and one dials both whenever it can.
   */
  Crowd(int size, Cluster cluster, Journal journal, Site site) {
    this.journal = journal;
    for (int number = 0; number < size; number++) {
      Outsider.Habit habit = Outsider.Habit.values()[number % Outsider.Habit.values().length];
      Outsider.Self self = new Outsider.Self(number, habit, site.host, site.listed);
      members.add(new Outsider(vertx, self, cluster, journal));
    }
  }

  /** Where the crowd is, and the file with the only identity it admits. */
  record Site(String host, Path listed) {}

  /** Starts those that wait to be dialled, and tells where. */
  List<ListenAddress> startPassive() {
    return members.stream()
        .filter(member -> member.habit() == Outsider.Habit.WAITS)
        .map(member -> {
          member.start(Cluster.WHOLE);
          return member.listening();
        })
        .toList();
  }

  /** Starts the others. */
  void startRest() {
    int number = 0;
    for (Outsider member : members) {
      if (member.habit() != Outsider.Habit.WAITS) {
        member.start(number++ % 2 == 0 ? Cluster.WHOLE : Cluster.SERVER);
      }
    }
  }

  /** The names under which they are in the journal. */
  Set<String> names() {
    return members.stream().map(Outsider::name).collect(Collectors.toSet());
  }

  /** Those that keep the connection they have. */
  Set<String> steady() {
    return members.stream()
        .filter(member -> member.habit() != Outsider.Habit.DIALS_BOTH)
        .map(Outsider::name)
        .collect(Collectors.toSet());
  }

  /** The names under which their present starts hear items. */
  Set<String> ears() {
    return members.stream().map(Outsider::ear).collect(Collectors.toSet());
  }

  /** The present start's name of a peer. */
  String ear(String name) {
    return members.stream()
        .filter(member -> member.name().equals(name))
        .findFirst()
        .orElseThrow()
        .ear();
  }

  /** Each publishes an item. */
  void publish() {
    for (Outsider member : members) {
      String item = "i" + published++;
      journal.published(item, member.name());
      member.publish(item.getBytes(UTF_8));
    }
  }

  /**
   * Has some peers of the server that has more of them start again, until both have a fair part.
   *
   * @return whether anybody was moved
   */
  boolean balance() {
    Map<Integer, Long> counts = counts();
    long whole = counts.getOrDefault(Cluster.WHOLE, 0L);
    long server = counts.getOrDefault(Cluster.SERVER, 0L);
    int heavy = whole > server ? Cluster.WHOLE : Cluster.SERVER;
    int light = heavy == Cluster.WHOLE ? Cluster.SERVER : Cluster.WHOLE;
    long move = Math.max(whole, server) - members.size() * 2L / 3;
    List<Outsider> movable = members.stream()
        .filter(member -> isAt(member, heavy))
        .filter(member -> member.habit() != Outsider.Habit.DIALS_BOTH)
        .sorted(Comparator.comparing(Outsider::habit).reversed())
        .limit(Math.max(0, move))
        .toList();
    movable.forEach(member -> member.restart(light));
    return !movable.isEmpty();
  }

  /** Has those that dial one server start again, and dial that of this JVM. */
  void renew(int home) {
    members.stream()
        .filter(member -> member.habit() == Outsider.Habit.DIALS_ONE)
        .forEach(member -> member.restart(home));
  }

  /** How many peers each JVM of the node has. */
  Map<Integer, Long> counts() {
    return journal.held().values().stream()
        .flatMap(List::stream)
        .collect(Collectors.groupingBy(Journal.Link::jvm, Collectors.counting()));
  }

  @Override
  public void close() {
    Ear.await(vertx.close());
  }

  private boolean isAt(Outsider member, int jvm) {
    return journal.held().getOrDefault(member.name(), List.of()).stream()
        .anyMatch(link -> link.jvm() == jvm);
  }
}
