package io.fencewire.refresh;

import io.fencewire.peer.DialTarget;
import java.util.HashMap;
import java.util.Map;

/**
 * The dials under way. One that succeeded still counts until a view was asked for after it: only
 * then is the connection sure to be in the picture.
 */
final class Dials {
  /** Dials at a time. */
  static final int IN_FLIGHT_MAX = 8;

  private final Map<DialTarget, Dial> dials = new HashMap<>();
  private long begun;

  /** An address is being dialled. */
  void begin(DialTarget address) {
    dials.put(address, Dial.UNANSWERED);
    begun++;
  }

  /** The dial became a LIVE connection. */
  void succeeded(DialTarget address, long now) {
    dials.put(address, new Dial(true, now));
  }

  /** The dial came to nothing. */
  void failed(DialTarget address) {
    dials.remove(address);
  }

  /** Lets go of what a view asked for at this time is sure to show. */
  void seen(long askedAt) {
    dials.values().removeIf(dial -> dial.answered && askedAt - dial.at >= 0);
  }

  /** Whether this address is being dialled. */
  boolean contains(DialTarget address) {
    return dials.containsKey(address);
  }

  /** Whether there is room for another. */
  boolean hasRoom() {
    return dials.size() < IN_FLIGHT_MAX;
  }

  /** How many connections they may yet add to the picture. */
  int unseen(Peers peers) {
    return (int)
        dials.keySet().stream().filter(address -> !peers.isConnected(address)).count();
  }

  /** How many are under way. */
  int size() {
    return dials.size();
  }

  /** How many there have been. */
  long begunCount() {
    return begun;
  }

  /** How far a dial is; {@code at} means something only if it was answered. */
  private record Dial(boolean answered, long at) {
    private static final Dial UNANSWERED = new Dial(false, 0);
  }
}
