package io.fencewire.server;

import io.fencewire.peer.Outcome;
import io.fencewire.wire.BlockRequest;
import io.fencewire.wire.BlockResponse;
import io.fencewire.wire.Message;
import io.fencewire.wire.Ping;
import io.fencewire.wire.PuzzleRequest;
import io.fencewire.wire.PuzzleResponse;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a peer of an Aleo network says of the chain: how far it is, and what it has asked that an
 * application alone can answer, for blocks and for the puzzle, as long as it is open. An answer that is not asked for, comes twice or comes too late
 * would have the peer drop us.
 */
final class ChainTalk {
  /** Requests for blocks that one peer may have open; a further one loses. */
  static final int OPEN_MAX = 16;

  /** How long a request is open; shorter than the 30 s for which a snarkOS node waits at least. */
  static final long PATIENCE_NANOS = 20_000_000_000L;

  private static final PuzzleRequest PUZZLE = new PuzzleRequest();

  private final Map<Message, Long> open = new LinkedHashMap<>();
  private final Rate blockRequests = Rate.ofBlockRequests();
  private final Rate puzzleRequests = Rate.ofPuzzleRequests();
  private @Nullable Long height;

  /** The newest block that the peer's last Ping with blocks named; null if there was none. */
  @Nullable
  Long height() {
    return height;
  }

  /** A Ping came in, with or without blocks. */
  void pinged(Ping ping) {
    if (ping.locators() != null) {
      height = ping.locators().height();
    }
  }

  /**
   * A request came in: whether it is to be answered, which is open from now on. It is not if snarkOS
   * would refuse it, for its heights or because there are too many, or if it is open already.
   */
  boolean take(Message request, long now) {
    Rate rate = request instanceof PuzzleRequest ? puzzleRequests : blockRequests;
    boolean asksFine = !(request instanceof BlockRequest blocks)
        || (blocks.start() > 0 && blocks.end() - blocks.start() <= BlockRequest.BLOCKS_MAX);
    if (!asksFine || rate.isSpent(now)) {
      return false;
    }
    rate.take(now);
    boolean full = request instanceof BlockRequest && openBlocks() >= OPEN_MAX;
    return !full && open.putIfAbsent(request, now + PATIENCE_NANOS) == null;
  }

  /** Why this is no answer now; null if it is one, or none that a request stands behind. */
  @Nullable
  Outcome refusal(Message answer, long now) {
    Message request = requestOf(answer);
    if (request == null) {
      return null;
    }
    Long until = open.get(request);
    if (until == null) {
      return Outcome.UNSUPPORTED;
    }
    return now - until >= 0 ? Outcome.EXPIRED : null;
  }

  /** A message was written: if it was an answer, there is no other to the same request. */
  void written(Message message) {
    Message request = requestOf(message);
    if (request != null) {
      open.remove(request);
    }
  }

  /** Nobody can answer this request. */
  void drop(Message request) {
    open.remove(request);
  }

  /** Closes what was open for too long; answers how many requests that were. */
  int expire(long now) {
    int expired = 0;
    Iterator<Long> each = open.values().iterator();
    while (each.hasNext() && now - each.next() >= 0) {
      each.remove();
      expired++;
    }
    return expired;
  }

  /** How many requests are open. */
  int openCount() {
    return open.size();
  }

  private int openBlocks() {
    return open.size() - (open.containsKey(PUZZLE) ? 1 : 0);
  }

  /** Whether it is one that a request must stand behind. */
  static boolean isAnswer(Message message) {
    return requestOf(message) != null;
  }

  private static @Nullable Message requestOf(Message answer) {
    if (answer instanceof BlockResponse blocks) {
      return new BlockRequest(blocks.start(), blocks.end());
    }
    return answer instanceof PuzzleResponse ? PUZZLE : null;
  }
}
