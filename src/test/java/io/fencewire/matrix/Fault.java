package io.fencewire.matrix;

import io.fencewire.peer.CloseReason;
import java.util.EnumSet;
import java.util.Set;

/**
 * What is done to a JVM of the node.
 *
 * @param victim which one
 * @param seconds how long it lasts; 0 for what is done at once
 */
record Fault(Kind kind, int victim, int seconds) {
  /** From so many seconds on the others may take a JVM that stands still for gone. */
  private static final int TAKEN_FOR_GONE_SECONDS = 5;

  private static final Set<CloseReason> OF_THE_DEAD =
      EnumSet.of(CloseReason.SOCKET_CLOSED, CloseReason.SOCKET_FAILED);
  private static final Set<CloseReason> OF_THE_MOVED = EnumSet.of(
      CloseReason.SUPERSEDED,
      CloseReason.SOCKET_CLOSED,
      CloseReason.SOCKET_FAILED,
      CloseReason.ALREADY_CONNECTED);

  /** What kinds there are. */
  enum Kind {
    /** kill -9; it is started again when all has been measured. */
    KILL,
    /** SIGSTOP, and SIGCONT after a while. */
    PAUSE,
    /** SIGTERM; it is started again when all has been measured. */
    DRAIN,
    /** SIGTERM, and it is started again at once. */
    RESTART,
    /** It can't reach the bus for a while; its peers it can. */
    CUT
  }

  /** Whether the JVM is not there afterwards. */
  boolean isEnd() {
    return kind == Kind.KILL || kind == Kind.DRAIN || kind == Kind.RESTART;
  }

  /** Whether its peers may be without a connection for a moment. */
  boolean costsItsPeers() {
    return isEnd() || (kind == Kind.PAUSE && seconds >= TAKEN_FOR_GONE_SECONDS);
  }

  /** Whether the end of a connection is what the fault, or the peer itself, had to bring about. */
  boolean excuses(Journal.Close close) {
    boolean duplicate = close.reason() == CloseReason.TIE_BREAK
        || (close.reason() == CloseReason.ALREADY_CONNECTED && close.isByThePeer());
    if (duplicate) {
      return true; // if it was the only one, the peer counts as lost
    }
    if (close.jvm() != victim || !costsItsPeers()) {
      return false;
    }
    return switch (kind) {
      case KILL -> OF_THE_DEAD.contains(close.reason());
      case DRAIN, RESTART ->
        close.reason() == CloseReason.SHUTDOWN || OF_THE_DEAD.contains(close.reason());
      case PAUSE -> OF_THE_MOVED.contains(close.reason());
      case CUT -> false;
    };
  }

  /** As the table names it. */
  @Override
  public String toString() {
    String name = Cluster.name(victim);
    return switch (kind) {
      case KILL -> "kill -9 " + name;
      case PAUSE -> "stop " + name + " " + seconds + " s";
      case DRAIN -> "drain " + name;
      case RESTART -> "restart " + name;
      case CUT -> "cut off " + name + " " + seconds + " s";
    };
  }
}
