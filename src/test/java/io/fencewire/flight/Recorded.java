package io.fencewire.flight;

import io.fencewire.flight.FlightRecord.Header;
import io.fencewire.flight.Note.Became;
import io.fencewire.flight.Note.Began;
import io.fencewire.flight.Note.Commanded;
import io.fencewire.flight.Note.Connected;
import io.fencewire.flight.Note.Ended;
import io.fencewire.flight.Note.Leased;
import io.fencewire.flight.Note.Order;
import io.fencewire.flight.Note.Prepared;
import io.fencewire.flight.Note.Timed;
import io.fencewire.flight.Note.Timing;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Direction;
import io.fencewire.peer.Lease;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.Role;
import io.fencewire.peer.ServerId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A record made by hand: two whole lives of connections to one peer, to be doctored. */
final class Recorded {
  static final ServerId SERVER = new ServerId(0x9f3a01c2_00000000L, 7);
  static final PeerId PEER = PeerId.parse("5a".repeat(32));
  static final Lease BEAT = new Lease(1);
  static final Lease GOSSIP = new Lease(2);
  private static final ListenAddress ADDRESS = new ListenAddress("127.0.0.1", 4131);

  final List<Entry> entries = new ArrayList<>();
  private long number;
  private long at = 1_000_000_000L;

  /** Two lives; the second one ends by the peer. */
  static Recorded twoLives() {
    Recorded recorded = new Recorded();
    recorded.live(1);
    recorded.note(1, send(1, Outcome.WRITTEN));
    recorded.note(1, new Timed(Timing.FIRED, recorded.at));
    recorded.note(1, command(Order.CLOSE, 1, Lease.NONE, 5, Outcome.WRITTEN));
    recorded.end(1, CloseReason.ROTATION, CloseOrigin.COMMAND);
    recorded.note(0, send(1, Outcome.STALE));
    recorded.live(2);
    recorded.note(2, send(2, Outcome.WRITTEN));
    recorded.end(2, CloseReason.SHUTDOWN, CloseOrigin.PEER);
    return recorded;
  }

  static ConnectionToken token(long connection) {
    return new ConnectionToken(SERVER, connection);
  }

  static Commanded send(long named, Outcome outcome) {
    return command(Order.SEND, named, GOSSIP, 5, outcome);
  }

  static Commanded command(Order order, long named, Lease lease, long left, Outcome outcome) {
    return new Commanded(
        order, order == Order.CLOSE ? "ROTATION" : "PUBLISH", token(named), lease, left, outcome);
  }

  /** From the dial to the announcement. */
  void live(long connection) {
    begin(connection);
    note(connection, new Became(ConnectionState.PREPARING, ConnectionState.LIVE, "all prepared"));
    note(connection, new Connected());
  }

  /** From the dial to the preparation. */
  void begin(long connection) {
    approach(connection, new Began(Direction.OUTBOUND, ADDRESS));
    approach(connection, new Became(ConnectionState.DIALING, ConnectionState.HANDSHAKING, "open"));
    note(connection, new Became(ConnectionState.HANDSHAKING, ConnectionState.PREPARING, "proven"));
    note(connection, new Leased(Role.HEARTBEAT, BEAT, "heartbeat.01"));
    note(connection, new Leased(Role.GOSSIP, GOSSIP, "gossip.02"));
    note(connection, new Timed(Timing.ARMED, at + 2_000_000_000L));
    note(connection, new Prepared(Role.HEARTBEAT, BEAT));
  }

  void end(long connection, CloseReason reason, CloseOrigin origin) {
    note(connection, new Became(ConnectionState.LIVE, ConnectionState.CLOSING, reason.name()));
    note(connection, new Ended(true, reason, origin, "because"));
    note(connection, new Became(ConnectionState.CLOSING, ConnectionState.CLOSED, reason.name()));
    note(connection, new Timed(Timing.CANCELLED, at));
  }

  /** Of a connection that has its token, or of none. */
  void note(long connection, Note note) {
    boolean met = connection != 0;
    entries.add(new Entry(
        ++number,
        at += 1_000_000,
        connection,
        met ? token(connection) : null,
        met ? PEER : null,
        note));
  }

  void approach(long connection, Note note) {
    entries.add(new Entry(++number, at += 1_000_000, connection, null, null, note));
  }

  /** Removes the first entry with this note's class from where the connection's entries begin. */
  void remove(long connection, Class<? extends Note> type) {
    Entry first = entries.stream()
        .filter(entry -> entry.connection() == connection && type.isInstance(entry.note()))
        .findFirst()
        .orElseThrow();
    entries.remove(first);
  }

  long now() {
    return at;
  }

  FlightRecord record() {
    return record(0);
  }

  FlightRecord record(long lifeDropped) {
    Map<Lane, Long> dropped = new EnumMap<>(Lane.class);
    for (Lane lane : Lane.values()) {
      dropped.put(lane, lane == Lane.LIFE ? lifeDropped : 0);
    }
    return new FlightRecord(
        new Header("alpha", SERVER.toString(), at, 1_700_000_000_000L, "asked for", dropped),
        List.copyOf(entries));
  }
}
