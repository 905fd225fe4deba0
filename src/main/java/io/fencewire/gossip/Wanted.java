package io.fencewire.gossip;

import io.fencewire.peer.ConnectionToken;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The items that peers announced and that have not come yet. Each is asked of one announcer at a
 * time; if it does not come in time, the next announcer is asked. Bounded in all, and in what is
 * asked of one announcer, so that one which announces what it does not have can't take every place:
 * new items are refused.
 */
final class Wanted {
  /** Items wanted at a time. */
  static final int ITEMS_MAX = 16_384;

  /** Items whose first announcer is the same. */
  static final int PER_ANNOUNCER_MAX = 4_096;

  /** Further announcers kept for one item. */
  static final int OTHERS_MAX = 8;

  /** How long an announcer has to send an item. */
  static final long TIMEOUT_NANOS = 2_000_000_000L;

  private final Tally tally;
  // In the order of asking, which is that of the deadlines.
  private final Map<ItemKey, Want> wants = new LinkedHashMap<>();
  private final Map<ConnectionToken, Integer> asked = new HashMap<>();

  Wanted(Tally tally) {
    this.tally = tally;
  }

  /** One item that is wanted. */
  private static final class Want {
    private final ConnectionToken of;
    private final long deadline;
    private final Deque<ConnectionToken> others;

    private Want(ConnectionToken of, long deadline, Deque<ConnectionToken> others) {
      this.of = of;
      this.deadline = deadline;
      this.others = others;
    }

    private void join(ConnectionToken announcer) {
      if (others.size() < OTHERS_MAX && !others.contains(announcer)) {
        others.add(announcer);
      }
    }
  }

  /**
   * Whether the item is to be asked of this announcer, now. One that was asked and announces it anew
   * could not send it, as when its queue was full: it is asked anew, and has no more time for that.
   */
  boolean announced(ItemKey key, ConnectionToken announcer, long now) {
    Want want = wants.get(key);
    if (want != null) {
      want.join(announcer);
      return want.of.equals(announcer);
    }
    if (wants.size() >= ITEMS_MAX || asked.getOrDefault(announcer, 0) >= PER_ANNOUNCER_MAX) {
      tally.add(Count.WANTED_REFUSED);
      return false;
    }
    ask(key, announcer, new ArrayDeque<>(), now);
    return true;
  }

  /** The announcer was asked and may not have heard it: it gets another turn after the others. */
  void again(ItemKey key, ConnectionToken announcer) {
    Want want = wants.get(key);
    if (want != null) {
      want.join(announcer);
    }
  }

  /** The item is here. */
  void came(ItemKey key) {
    remove(key);
  }

  /** Moves on from announcers that stayed silent; answers whom to ask for what instead. */
  Map<ConnectionToken, List<ItemKey>> overdue(long now) {
    List<ItemKey> late = new ArrayList<>();
    for (Map.Entry<ItemKey, Want> each : wants.entrySet()) {
      if (now - each.getValue().deadline < 0) {
        break;
      }
      late.add(each.getKey());
    }
    return moveOn(late, now);
  }

  /** Forgets an announcer; answers whom to ask instead for what was asked of it. */
  Map<ConnectionToken, List<ItemKey>> left(ConnectionToken announcer, long now) {
    List<ItemKey> orphaned = new ArrayList<>();
    wants.forEach((key, want) -> {
      want.others.remove(announcer);
      if (want.of.equals(announcer)) {
        orphaned.add(key);
      }
    });
    return moveOn(orphaned, now);
  }

  /** When the next announcer has been silent for too long. */
  OptionalLong deadline() {
    Iterator<Want> all = wants.values().iterator();
    return all.hasNext() ? OptionalLong.of(all.next().deadline) : OptionalLong.empty();
  }

  int size() {
    return wants.size();
  }

  private Map<ConnectionToken, List<ItemKey>> moveOn(List<ItemKey> keys, long now) {
    Map<ConnectionToken, List<ItemKey>> plan = new LinkedHashMap<>();
    for (ItemKey key : keys) {
      Want want = remove(key);
      ConnectionToken next = want == null ? null : want.others.poll();
      if (want != null && next != null) {
        ask(key, next, want.others, now);
        plan.computeIfAbsent(next, token -> new ArrayList<>()).add(key);
      } else {
        tally.add(Count.WANTED_LOST);
      }
    }
    return plan;
  }

  private void ask(ItemKey key, ConnectionToken of, Deque<ConnectionToken> others, long now) {
    wants.put(key, new Want(of, now + TIMEOUT_NANOS, others));
    asked.merge(of, 1, Integer::sum);
  }

  private @Nullable Want remove(ItemKey key) {
    Want want = wants.remove(key);
    if (want != null) {
      asked.computeIfPresent(want.of, (token, count) -> count > 1 ? count - 1 : null);
    }
    return want;
  }
}
