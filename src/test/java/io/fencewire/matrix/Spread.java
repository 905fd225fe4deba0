package io.fencewire.matrix;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** How far the items have got since the page of the journal was turned. */
final class Spread {
  /** What is not yet. */
  static final long NEVER = Long.MAX_VALUE;

  private final Trial.Scene scene;

  Spread(Trial.Scene scene) {
    this.scene = scene;
  }

  /** When of everybody an item had reached everybody else, or {@link #NEVER}. */
  long completeAt() {
    Set<String> ears = ears();
    return sources().mapToLong(source -> completeAt(source, ears)).max().orElse(NEVER);
  }

  /** Whose items have not reached whom: of each source its best one. */
  List<String> missing() {
    Set<String> ears = ears();
    return sources()
        .filter(source -> completeAt(source, ears) == NEVER)
        .map(source -> missing(source, others(source, ears)))
        .toList();
  }

  private String missing(String source, Set<String> others) {
    Set<String> fewest = scene.journal().items(source).stream()
        .map(item -> scene.journal().missing(item, others))
        .min(Comparator.comparing(Set::size))
        .orElse(others);
    Set<String> names = new TreeSet<>();
    fewest.forEach(each -> names.add(each.substring(0, Math.min(9, each.length()))));
    return "no item of " + source.substring(0, 8) + " reached all: " + names;
  }

  private Stream<String> sources() {
    return Stream.concat(scene.crowd().names().stream(), Stream.of(Observer.NAME));
  }

  /** Everybody who is there: the peers, the application, and the JVMs of the node. */
  private Set<String> ears() {
    Set<String> ears = new HashSet<>(scene.crowd().ears());
    ears.add(Observer.NAME);
    for (int jvm = 0; jvm < Cluster.SIZE; jvm++) {
      if (scene.cluster().member(jvm).isReady()) {
        ears.add(scene.cluster().incarnation(jvm));
      }
    }
    return ears;
  }

  private long completeAt(String source, Set<String> ears) {
    Set<String> others = others(source, ears);
    return scene.journal().items(source).stream()
        .mapToLong(item -> scene.journal().complete(item, others))
        .filter(at -> at != 0)
        .min()
        .orElse(NEVER);
  }

  private Set<String> others(String source, Set<String> ears) {
    Set<String> others = new HashSet<>(ears);
    others.remove(source.equals(Observer.NAME) ? source : scene.crowd().ear(source));
    return others;
  }
}
