package io.fencewire.refresh;

import io.fencewire.peer.DialTarget;
import io.fencewire.peer.ListenAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Whom to dial: trusted peers first, then the book. Bootstrap peers are spared while the book has
 * somebody; without any peer one of them is dialled in any case. Below the minimum, with nobody
 * else left, even a peer that was rotated away lately is better than none; and a node that is all
 * alone tries again soon even those that have failed often.
 */
final class Candidates {
  private final Known known;
  private final RefreshOptions options;
  private final Set<DialTarget> configured;
  private final RandomGenerator random;

  /** Draws on what is known and what the operator named. */
  Candidates(Known known, RefreshOptions options, RandomGenerator random) {
    this.known = known;
    this.options = options;
    this.configured = new HashSet<>(options.trusted());
    this.configured.addAll(options.bootstrap());
    this.random = random;
  }

  /** Up to {@code count} of them, the first choice first; nothing is changed by asking. */
  List<DialTarget> draw(int count, long now) {
    Set<DialTarget> chosen = new LinkedHashSet<>(trusted(now));
    if (known.peers().live().isEmpty()) {
      chosen.addAll(free(options.bootstrap(), 1, now));
    }
    List<ListenAddress> noted = known.book().draw(count, address -> isNoted(address, now), random);
    chosen.addAll(noted.isEmpty() ? free(options.bootstrap(), count, now) : noted);
    if (chosen.isEmpty()) {
      chosen.addAll(longestRested(options.peersMin() - known.expected(), now));
    }
    if (chosen.isEmpty() && known.expected() == 0 && options.peersMin() > 0) {
      chosen.addAll(anybody(now));
    }
    return chosen.stream().limit(count).toList();
  }

  /** The trusted peers that are missing and may be dialled now. */
  List<DialTarget> trusted(long now) {
    return free(options.trusted(), options.trusted().size(), now);
  }

  private boolean isNoted(ListenAddress address, long now) {
    return !configured.contains(address) && known.mayDial(address, now);
  }

  private List<DialTarget> free(Collection<DialTarget> addresses, int count, long now) {
    List<DialTarget> free =
        addresses.stream().filter(address -> known.mayDial(address, now)).toList();
    return Lots.draw(free, count, random);
  }

  /** One of all addresses that a node without any peer has left alone for long enough. */
  private List<DialTarget> anybody(long now) {
    Predicate<DialTarget> fits =
        address -> known.isApart(address) && known.backoff().isOverForTheLonely(address, now);
    Set<DialTarget> all = new LinkedHashSet<>(known.book().draw(1, fits::test, random));
    Stream.of(options.trusted(), options.bootstrap())
        .flatMap(Collection::stream)
        .filter(fits)
        .forEach(all::add);
    return Lots.draw(all, 1, random);
  }

  private List<ListenAddress> longestRested(int urgent, long now) {
    Backoff backoff = known.backoff();
    return known
        .book()
        .draw(
            urgent <= 0 ? 0 : known.book().size(),
            address -> known.isApart(address) && backoff.isOnlyResting(address, now),
            random)
        .stream()
        .sorted(Comparator.comparingLong(address -> backoff.restNanos(address, now)))
        .limit(Math.max(0, urgent))
        .toList();
  }
}
