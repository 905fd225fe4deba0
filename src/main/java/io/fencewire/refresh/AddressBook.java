package io.fencewire.refresh;

import io.fencewire.peer.ListenAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The listener addresses this node knows. Bounded as a whole and per source group, so that one liar
 * with many addresses of one network can push out nothing but its own lies. When full, the worst
 * goes: most failures, then never connected, then told longest ago; an address that is no better
 * than the worst is refused.
 */
final class AddressBook {
  /** Addresses in all. */
  static final int SIZE_MAX = 10_000;

  /** Addresses that peers of one source group have told. */
  static final int GROUP_MAX = 32;

  /** After this many failed dials in a row an address is struck out. */
  static final int FAILURES_MAX = 10;

  /** An address is passed on for this long after we were last connected to it ourselves. */
  static final long FRESH_NANOS = 3_600_000_000_000L;

  private static final long SECOND_NANOS = 1_000_000_000L;

  private final Map<ListenAddress, Entry> entries = new HashMap<>();
  private final List<Entry> drawn =
      new ArrayList<>(); // the same entries; their order means nothing
  private final Map<String, Set<Entry>> groups = new HashMap<>();
  private boolean changed;
  private long evicted;

  /**
   * The group an address or its teller belongs to: the IPv4 /16, the IPv6 /32. On loopback every
   * listener is a group of its own, else one machine could not hold a network.
   */
  static String group(ListenAddress address) {
    if (AddressRules.isLoopback(address)) {
      return address.toString();
    }
    byte[] ip = address.ipBytes();
    int length = ip.length == 4 ? 2 : 4;
    StringBuilder group = new StringBuilder(ip.length == 4 ? "4" : "6");
    for (int i = 0; i < length; i++) {
      group.append('.').append(ip[i] & 0xff);
    }
    return group.toString();
  }

  /** Takes in an address somebody told; false if there was no room for it. */
  boolean learn(ListenAddress address, String source, long now) {
    Entry known = entries.get(address);
    if (known != null) {
      known.seenAt = now;
      return true;
    }
    return add(new Entry(address, source, now), now);
  }

  /** Takes in that a connection to this address is LIVE. */
  void connected(ListenAddress address, long now) {
    Entry known = entries.get(address);
    Entry entry = known == null ? new Entry(address, group(address), now) : known;
    changed |= entry.failures > 0 || entry.connectedAt == null;
    entry.failures = 0;
    entry.seenAt = now;
    entry.connectedAt = now;
    if (known == null) {
      add(entry, now);
    }
  }

  /** Takes in that a dial failed; answers how many have since the last connection. */
  int failed(ListenAddress address) {
    Entry entry = entries.get(address);
    if (entry == null) {
      return 0;
    }
    changed = true;
    return ++entry.failures;
  }

  /** Strikes an address out. */
  void forget(ListenAddress address) {
    Entry entry = entries.get(address);
    if (entry != null) {
      remove(entry);
    }
  }

  /** Up to {@code count} addresses that fit, each set of them as likely as any other. */
  List<ListenAddress> draw(int count, Predicate<ListenAddress> fits, RandomGenerator random) {
    List<ListenAddress> found = new ArrayList<>();
    for (int i = 0; i < drawn.size() && found.size() < count; i++) {
      swap(i, i + random.nextInt(drawn.size() - i));
      ListenAddress address = drawn.get(i).address;
      if (fits.test(address)) {
        found.add(address);
      }
    }
    return found;
  }

  /**
   * Whether to pass it on: we were connected to it within the hour, and no dial failed since. What
   * was only told is not told on, so that dead and invented addresses don't go round for ever.
   */
  boolean isFresh(ListenAddress address, long now) {
    Entry entry = entries.get(address);
    return entry != null
        && entry.failures == 0
        && entry.connectedAt != null
        && now - entry.connectedAt < FRESH_NANOS;
  }

  /** Whether anything changed that is worth writing down since this was last asked. */
  boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  /** Everything, as it is written down. */
  List<BookEntry> saved(long now) {
    return drawn.stream().map(entry -> entry.saved(now)).toList();
  }

  /** Takes in what was written down, within the bounds. */
  void load(Collection<BookEntry> saved, long now) {
    for (BookEntry one : saved) {
      if (!entries.containsKey(one.address())) {
        add(new Entry(one, now), now);
      }
    }
    changed = false;
  }

  /** How many addresses there are. */
  int size() {
    return drawn.size();
  }

  /** How many had to make room for better ones. */
  long evictedCount() {
    return evicted;
  }

  private boolean add(Entry entry, long now) {
    Set<Entry> group = groups.getOrDefault(entry.source, Set.of());
    if (group.size() >= GROUP_MAX && !evictWorse(group, entry, now)) {
      return false;
    }
    if (drawn.size() >= SIZE_MAX && !evictWorse(drawn, entry, now)) {
      return false;
    }
    entries.put(entry.address, entry);
    groups.computeIfAbsent(entry.source, source -> new LinkedHashSet<>()).add(entry);
    entry.index = drawn.size();
    drawn.add(entry);
    changed = true;
    return true;
  }

  /** Makes room for a newcomer, if it is better than the worst. */
  private boolean evictWorse(Collection<Entry> among, Entry newcomer, long now) {
    Comparator<Entry> badness = Comparator.<Entry>comparingInt(entry -> entry.failures)
        .thenComparing(entry -> entry.connectedAt == null)
        .thenComparingLong(entry -> now - entry.seenAt);
    Entry worst = among.stream().max(badness).orElseThrow();
    if (badness.compare(worst, newcomer) <= 0) {
      return false;
    }
    remove(worst);
    evicted++;
    return true;
  }

  private void remove(Entry entry) {
    entries.remove(entry.address);
    Set<Entry> group = groups.getOrDefault(entry.source, Set.of());
    group.remove(entry);
    if (group.isEmpty()) {
      groups.remove(entry.source);
    }
    swap(entry.index, drawn.size() - 1);
    drawn.remove(drawn.size() - 1);
    changed = true;
  }

  private void swap(int i, int j) {
    Entry first = drawn.get(i);
    Entry second = drawn.get(j);
    drawn.set(i, second);
    drawn.set(j, first);
    second.index = i;
    first.index = j;
  }

  /** What the book knows of one address. */
  private static final class Entry {
    private final ListenAddress address;
    private final String source;
    private long seenAt;
    private int failures;
    private @Nullable Long connectedAt;
    private int index;

    private Entry(ListenAddress address, String source, long now) {
      this.address = address;
      this.source = source;
      this.seenAt = now;
    }

    private Entry(BookEntry saved, long now) {
      this(saved.address(), saved.source(), now - saved.seenSeconds() * SECOND_NANOS);
      failures = saved.failures();
      Long connectedSeconds = saved.connectedSeconds();
      connectedAt = connectedSeconds == null ? null : now - connectedSeconds * SECOND_NANOS;
    }

    private BookEntry saved(long now) {
      Long connected = connectedAt == null ? null : ageSeconds(connectedAt, now);
      return new BookEntry(address, source, ageSeconds(seenAt, now), failures, connected);
    }

    private static long ageSeconds(long at, long now) {
      return Math.max(0, Math.min(BookEntry.SECONDS_MAX, (now - at) / SECOND_NANOS));
    }
  }
}
