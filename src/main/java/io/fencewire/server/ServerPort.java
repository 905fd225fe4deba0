package io.fencewire.server;

import io.fencewire.flight.Note;
import io.fencewire.handshake.Proof;
import io.fencewire.handshake.Proven;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.Role;
import io.fencewire.peer.RoleInstance;
import io.fencewire.wire.Message;
import org.jspecify.annotations.Nullable;

/** What a peer server may do beyond its sockets. Never calls back in the same turn. */
interface ServerPort {
  /** Opens a socket; {@link PeerServer#opened} or {@link PeerServer#socketClosed} follows. */
  SocketPort dial(ListenAddress address);

  /**
   * Asks the instance that plays this role for the connection to set up its state; {@link
   * PeerServer#prepared} follows, or {@link Household#gone} if there is no such instance, or nothing
   * when it stays silent.
   */
  void prepare(Role role, Connection connection);

  /** Shows an instance all that is entrusted to it, now that there is more. */
  void entrusted(RoleInstance instance);

  /** Tells the roles and the world that a connection is LIVE. */
  void promoted(Connection connection);

  /**
   * Tells the roles, and if it had been announced the world, that a connection is over.
   *
   * @param announced whether {@link #promoted} was said of it
   */
  void ended(Connection connection, boolean announced, Ending ending);

  /** Tells that a proven peer was turned away before it had a token. */
  void abandoned(Proven proven, Ending ending);

  /** Notes that an inbound connection ended before its peer had proven who it is. */
  void turnedAway(Connection connection, Ending ending);

  /** Tells whoever asked for this dial that it led to a LIVE connection. */
  void dialSucceeded(Connection connection);

  /** Tells whoever asked for this dial why it led to none. */
  void dialFailed(Connection connection, Ending ending);

  /**
   * Hands a message to the role it concerns. After one for gossip, {@link PeerServer#taken} follows
   * with the same size.
   */
  void received(Role role, Connection connection, Message message, int size);

  /**
   * Hands a request that an application alone can answer to one, if there is one; {@link
   * ChainRequests#unheard} follows if there is none. In a private network there are no such requests.
   *
   * @param nanos for how long an answer can be sent
   */
  default void asked(Connection connection, Message request, long nanos) {}

  /**
   * Asks a sibling to close a connection of its own, because a stronger one of the same peer is alive
   * here.
   *
   * @param deadline on the sibling's clock
   */
  void askToYield(ConnectionToken weaker, PeerConnection stronger, long deadline);

  /**
   * Does the costly part of a step of a handshake, where it holds up nobody; {@link
   * PeerServer#proved} follows, also when there is no room for it.
   */
  void prove(Connection connection, Proof proof);

  /** Asks for {@link PeerServer#flush} at the end of this turn. */
  void flushSoon();

  /** Notes a transition. */
  void became(Connection connection, ConnectionState from, String why);

  /**
   * Notes whatever else happened to a connection; nothing is noted where nobody keeps a recorder.
   *
   * @param connection null if a command met none
   */
  default void note(@Nullable Connection connection, Note note) {}

  /**
   * Why and how a connection ended.
   *
   * @param why a sentence for people, empty if the reason says it all
   */
  record Ending(CloseReason reason, CloseOrigin origin, String why) {}
}
