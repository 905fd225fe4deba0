package io.fencewire.refresh;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** Choice by lot, from a generator that is given. */
final class Lots {
  private Lots() {}

  /** Up to {@code count} of these, in random order, each as likely as any other. */
  static <T> List<T> draw(Collection<T> from, int count, RandomGenerator random) {
    List<T> all = new ArrayList<>(from);
    int drawn = Math.min(count, all.size());
    for (int i = 0; i < drawn; i++) {
      Collections.swap(all, i, i + random.nextInt(all.size() - i));
    }
    return List.copyOf(all.subList(0, drawn));
  }
}
