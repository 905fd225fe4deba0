package io.fencewire.server;

import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.Outcome;
import io.fencewire.wire.Frame;
import io.fencewire.wire.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers what a turn writes, and hands each socket its frames in one write at the end of the turn:
 * a system call per socket and turn, not per frame.
 */
final class Outbox {
  private final ServerPort port;
  private final long stallNanos;
  private List<Connection> dirty = new ArrayList<>();

  Outbox(ServerPort port, long stallNanos) {
    this.port = port;
    this.stallNanos = stallNanos;
  }

  /** Queues a frame in the data lane. */
  Outcome offer(Connection connection, byte[] frame) {
    Outcome outcome = connection.outbound().offer(frame);
    touch(connection);
    return outcome;
  }

  /** Queues a message in the control lane. */
  Outcome offerControl(Connection connection, Message message) {
    return offerControl(connection, Frame.encode(message));
  }

  /** Queues a frame in the control lane. */
  Outcome offerControl(Connection connection, byte[] frame) {
    Outcome outcome = connection.outbound().offerControl(frame);
    touch(connection);
    return outcome;
  }

  /** Queues a ping: in the control lane, unless it is longer than that lane ever is. */
  Outcome offerPing(Connection connection, Message ping) {
    Outcome outcome = connection.outbound().offerPing(Frame.encode(ping));
    touch(connection);
    return outcome;
  }

  /**
   * Queues the last frame of a connection, behind all others. It leaves with the end of this turn,
   * even if a write is in flight: the connection's time is short.
   */
  void offerLast(Connection connection, byte[] frame) {
    connection.outbound().offerLast(frame);
    touch(connection);
  }

  /** Starts a write on every connection that has something to write and none in flight. */
  void flush(long now) {
    List<Connection> turn = dirty;
    dirty = new ArrayList<>();
    for (Connection connection : turn) {
      write(connection, now);
    }
  }

  /** The write in flight has left; starts the next one, if there is something to write. */
  void written(Connection connection, long now) {
    if (connection.is(ConnectionState.CLOSED)) {
      return;
    }
    connection.outbound().written();
    connection.deadlines().clear(Wake.STALL);
    write(connection, now);
  }

  private void touch(Connection connection) {
    if (dirty.isEmpty()) {
      port.flushSoon();
    }
    dirty.add(connection);
  }

  private void write(Connection connection, long now) {
    boolean closing = connection.is(ConnectionState.CLOSING);
    if (connection.is(ConnectionState.CLOSED) || !connection.outbound().isReady(closing)) {
      return;
    }
    connection.vigil().writeStarted(now);
    connection.deadlines().set(Wake.STALL, now + stallNanos);
    connection.socket().write(connection.outbound().take());
  }
}
