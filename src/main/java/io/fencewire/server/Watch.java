package io.fencewire.server;

import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;

/**
 * What is done when a connection's timer fires. Our own patience (dial, handshake, prepare, flush)
 * is measured on the monotonic clock; what a peer is blamed for (silence, stall, an unanswered
 * probe) on the clock that stands still while this process does: after a pause, timers fire before
 * the bytes that waited are read.
 */
final class Watch {
  /** Longer than a turn of the event loop. */
  private static final long TURN_NANOS = 10_000_000L;

  private final ServerOptions.Times times;
  private final Departure departure;
  private final Promotion promotion;
  private final Rivalry rivalry;
  private final Inbox inbox;

  Watch(
      ServerOptions.Times times,
      Departure departure,
      Promotion promotion,
      Rivalry rivalry,
      Inbox inbox) {
    this.times = times;
    this.departure = departure;
    this.promotion = promotion;
    this.rivalry = rivalry;
    this.inbox = inbox;
  }

  /** The connection's timer has fired. */
  void wake(Connection connection, long now) {
    connection.deadlines().fired();
    for (Wake wake : Wake.values()) {
      if (connection.deadlines().take(wake, now)) {
        wake(connection, wake, now);
      }
    }
    if (!connection.is(ConnectionState.CLOSED)) {
      connection.deadlines().rearm();
    }
  }

  private void wake(Connection connection, Wake wake, long now) {
    switch (wake) {
      case DIAL -> close(connection, CloseReason.DIAL_TIMEOUT, now);
      case HANDSHAKE -> close(connection, CloseReason.HANDSHAKE_TIMEOUT, now);
      case PREPARE -> late(connection, now);
      case PROBE -> probed(connection, now);
      case STALL -> stalled(connection, now);
      case SILENCE -> silent(connection, now);
      case READING -> inbox.readOn(connection, now);
      case FLUSH -> departure.finish(connection);
    }
  }

  private void late(Connection connection, long now) {
    if (connection.is(ConnectionState.PREPARING)) {
      promotion.late(connection, now);
    }
  }

  private void probed(Connection connection, long now) {
    long left = times.probe().toNanos() - connection.vigil().probedNanos(now);
    if (isOver(connection, Wake.PROBE, left, now)) {
      rivalry.unanswered(connection, now);
    }
  }

  private void stalled(Connection connection, long now) {
    long left = times.stall().toNanos() - connection.vigil().stalledNanos(now);
    if (isOver(connection, Wake.STALL, left, now)) {
      close(connection, CloseReason.STALLED, now);
    }
  }

  private void silent(Connection connection, long now) {
    long left = times.silence().toNanos() - connection.vigil().silentNanos(now);
    if (isOver(connection, Wake.SILENCE, left, now)) {
      close(connection, CloseReason.SILENT, now);
    }
  }

  /**
   * Whether the peer's time is over, or makes the connection due for this again. It is over only if
   * it was before, one turn ago: a pause too short for {@link LocalHealth} to see also has timers
   * fire before the bytes that waited, and in that turn they are read.
   */
  private static boolean isOver(Connection connection, Wake wake, long left, long now) {
    if (left <= 0 && connection.vigil().blames(wake, now)) {
      return true;
    }
    connection.deadlines().set(wake, now + Math.max(left, TURN_NANOS));
    return false;
  }

  private void close(Connection connection, CloseReason reason, long now) {
    departure.close(connection, new ServerPort.Ending(reason, CloseOrigin.SERVER, ""), now);
  }
}
