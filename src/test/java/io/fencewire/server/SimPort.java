package io.fencewire.server;

import io.fencewire.flight.Note;
import io.fencewire.handshake.Proof;
import io.fencewire.handshake.Proven;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.Role;
import io.fencewire.peer.RoleInstance;
import io.fencewire.wire.Message;
import org.jspecify.annotations.Nullable;

/** The real port to the bus, with the rules listening. */
final class SimPort implements ServerPort {
  private final BusPort port;
  private final SimRules rules;

  SimPort(BusPort port, SimRules rules) {
    this.port = port;
    this.rules = rules;
  }

  @Override
  public SocketPort dial(ListenAddress address) {
    return port.dial(address);
  }

  @Override
  public void prove(Connection connection, Proof proof) {
    port.prove(connection, proof);
  }

  @Override
  public void prepare(Role role, Connection connection) {
    port.prepare(role, connection);
  }

  @Override
  public void entrusted(RoleInstance instance) {
    port.entrusted(instance);
  }

  @Override
  public void promoted(Connection connection) {
    rules.promoted(connection);
    port.promoted(connection);
  }

  @Override
  public void ended(Connection connection, boolean announced, Ending ending) {
    rules.ended(connection, announced);
    port.ended(connection, announced, ending);
  }

  @Override
  public void askToYield(ConnectionToken weaker, PeerConnection stronger, long deadline) {
    port.askToYield(weaker, stronger, deadline);
  }

  @Override
  public void abandoned(Proven proven, Ending ending) {
    port.abandoned(proven, ending);
  }

  @Override
  public void turnedAway(Connection connection, Ending ending) {
    port.turnedAway(connection, ending);
  }

  @Override
  public void dialSucceeded(Connection connection) {
    port.dialSucceeded(connection);
  }

  @Override
  public void dialFailed(Connection connection, Ending ending) {
    port.dialFailed(connection, ending);
  }

  @Override
  public void received(Role role, Connection connection, Message message, int size) {
    port.received(role, connection, message, size);
  }

  @Override
  public void asked(Connection connection, Message request, long nanos) {
    port.asked(connection, request, nanos);
  }

  @Override
  public void flushSoon() {
    port.flushSoon();
  }

  @Override
  public void note(@Nullable Connection connection, Note note) {
    port.note(connection, note);
  }

  @Override
  public void became(Connection connection, ConnectionState from, String why) {
    rules.became(connection, from, why);
    port.became(connection, from, why);
  }
}
