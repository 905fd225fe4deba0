package io.fencewire.crawl;

import io.fencewire.peer.AddressKind;
import io.fencewire.peer.Attempts;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.ListenAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The edge of what a crawl knows: the addresses that wait to be visited, and which of them is next.
 * None is visited twice. Those who told addresses take turns, so that nobody who tells many, or
 * invents them, keeps the crawl from the others.
 */
final class Frontier {
  /**
   * Addresses that wait. Of what is told beyond that, those lose who have told most: their last ones
   * are dropped, and may be told again.
   */
  static final int WAITING_MAX = 10_000;

  /** Addresses that are taken in of one IP address, unless it is loopback; the rest is refused. */
  static final int PER_IP_MAX = 16;

  /** How often one IP address is dialled within the window, loopback excepted. */
  static final int DIALS_MAX = 4;

  /** The 150 s in which snarkOS counts, and a little more: the socket opens later than we ask. */
  static final Duration DIALS_WINDOW = Duration.ofSeconds(155);

  private final int limit;
  private final Attempts dials = new Attempts(DIALS_MAX, DIALS_WINDOW, true);
  private final Set<DialTarget> known = new HashSet<>();
  private final Map<String, Integer> perIp = new HashMap<>();
  private final Queue<Deque<Lead>> lines = new ArrayDeque<>();
  private int waiting;
  private int begun;
  private long refused;

  /** Nothing is known; at most {@code limit} addresses will be visited. */
  Frontier(int limit) {
    this.limit = limit;
  }

  /** An operator names these: they are visited wherever they lie. */
  void start(List<DialTarget> targets) {
    Deque<Lead> line = new ArrayDeque<>();
    for (DialTarget target : targets) {
      if (known.add(target)) {
        line.add(new Lead(target, null));
      }
    }
    waiting += line.size();
    lines.add(line);
  }

  /**
   * A node told these.
   *
   * @param source the address by which it was visited
   * @param teller where it is; null if that is not known
   */
  void told(DialTarget source, @Nullable ListenAddress teller, List<ListenAddress> addresses) {
    Deque<Lead> line = new ArrayDeque<>();
    lines.add(line);
    for (ListenAddress address : addresses) {
      if (known.contains(address)) {
        continue;
      }
      if (mayBelieve(teller, address) && mayHaveMore(address) && hasRoom(line)) {
        known.add(address);
        perIp.merge(address.ip(), 1, Integer::sum);
        line.add(new Lead(address, source));
        waiting++;
      } else {
        refused++;
      }
    }
    if (line.isEmpty()) {
      lines.remove(line);
    }
  }

  /** A host name led here: it need not be visited by its address too, and counts as a dial of it. */
  void reached(ListenAddress address, long now) {
    dials.take(address, now);
    if (!known.add(address)) {
      for (Deque<Lead> line : lines) {
        waiting -= line.removeIf(lead -> lead.address().equals(address)) ? 1 : 0;
      }
      lines.removeIf(Deque::isEmpty);
    }
  }

  /** The address to visit now, which counts as begun; null if there is none for the moment. */
  @Nullable
  Lead next(long now) {
    for (int left = begun < limit ? lines.size() : 0; left > 0; left--) {
      Deque<Lead> line = lines.remove();
      Lead lead = takeFree(line, now);
      if (!line.isEmpty()) {
        lines.add(line);
      }
      if (lead != null) {
        waiting--;
        begun++;
        return lead;
      }
    }
    return null;
  }

  /** Whether nothing will ever be visited any more, unless something is told. */
  boolean isExhausted() {
    return waiting == 0 || begun == limit;
  }

  /** Addresses that are known and not visited. */
  int waiting() {
    return waiting;
  }

  /** Addresses that were told and not taken in. */
  long refusedCount() {
    return refused;
  }

  /**
   * Whether an address can be meant for us. What is private or loopback means something only within
   * the walls of whoever says it, and is believed of those alone who are within the same.
   */
  private static boolean mayBelieve(@Nullable ListenAddress teller, ListenAddress address) {
    AddressKind within = teller == null ? AddressKind.PUBLIC : AddressKind.of(teller);
    return address.port() != 0
        && switch (AddressKind.of(address)) {
          case PUBLIC -> true;
          case PRIVATE -> within == AddressKind.PRIVATE || within == AddressKind.LOOPBACK;
          case LOOPBACK -> within == AddressKind.LOOPBACK;
          case NOWHERE, RESERVED -> false;
        };
  }

  private boolean mayHaveMore(ListenAddress address) {
    return AddressKind.of(address) == AddressKind.LOOPBACK
        || perIp.getOrDefault(address.ip(), 0) < PER_IP_MAX;
  }

  /** Where there is none, whoever has told most of what waits loses the last of it. */
  private boolean hasRoom(Deque<Lead> line) {
    if (waiting < WAITING_MAX) {
      return true;
    }
    Deque<Lead> longest = line;
    for (Deque<Lead> other : lines) {
      boolean told = !other.isEmpty() && other.getLast().source() != null;
      longest = told && other.size() > longest.size() ? other : longest;
    }
    if (longest.size() <= line.size() + 1) {
      return false;
    }
    drop(longest.removeLast());
    return true;
  }

  private void drop(Lead lead) {
    known.remove(lead.address());
    if (lead.address() instanceof ListenAddress address) {
      perIp.computeIfPresent(address.ip(), (ip, count) -> count == 1 ? null : count - 1);
    }
    waiting--;
    refused++;
  }

  private @Nullable Lead takeFree(Deque<Lead> line, long now) {
    for (Iterator<Lead> leads = line.iterator(); leads.hasNext(); ) {
      Lead lead = leads.next();
      if (!(lead.address() instanceof ListenAddress address) || dials.take(address, now)) {
        leads.remove();
        return lead;
      }
    }
    return null;
  }
}
