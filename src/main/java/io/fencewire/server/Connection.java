package io.fencewire.server;

import io.fencewire.flight.Note;
import io.fencewire.handshake.Handshake;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Direction;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.Role;
import io.fencewire.wire.FrameDecoder;
import io.fencewire.wire.FrameLimits;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One TCP session and everything that belongs to it: what is delayed, queued or counted for it dies
 * with it. It has one owner, the server's event loop, and moves through its states in one direction.
 */
final class Connection {
  private final SocketPort socket;
  private final ServerPort observer;
  private final Direction direction;
  private final ListenAddress remote;
  private final Deadlines deadlines;
  private final OutboundQueue outbound;
  private final InboundCredit credit;
  private final Vigil vigil;
  private final Inbound inbound;
  private final Questions questions = new Questions();
  private final Trust trust = new Trust();
  private final SendRates rates = new SendRates();
  private final Milestones milestones = new Milestones();
  private final Set<Role> awaited = EnumSet.noneOf(Role.class);
  private final Set<ConnectionToken> rivals = new LinkedHashSet<>();

  private ConnectionState state = ConnectionState.DIALING;
  private @Nullable PeerId expected;
  private @Nullable Handshake handshake;
  private @Nullable PeerConnection facts;
  private ServerPort.@Nullable Ending ending;
  private @Nullable Connection contender;
  private @Nullable Connection incumbent;
  private long provenAt;
  private long number;

  /** A connection to or from {@code remote}, which for an outbound one is the address dialled. */
  Connection(
      SocketPort socket,
      ServerPort observer,
      Direction direction,
      ListenAddress remote,
      Parts parts) {
    this.socket = socket;
    this.observer = observer;
    this.direction = direction;
    this.remote = remote;
    this.deadlines = new Deadlines(socket, note -> observer.note(this, note));
    this.outbound = parts.outbound;
    this.credit = parts.credit;
    this.vigil = new Vigil(parts.health);
    this.inbound = new Inbound(new FrameDecoder(parts.limits), parts.queues);
  }

  /** What a connection is made of. */
  record Parts(
      FrameLimits limits,
      ServerOptions.Queues queues,
      OutboundQueue outbound,
      InboundCredit credit,
      LocalHealth health) {
    /** The usual ones. */
    static Parts of(ServerOptions options, ByteBudget budget, LocalHealth health) {
      return new Parts(
          options.profile().protocol().limits(),
          options.queues(),
          new OutboundQueue(options.queues(), budget),
          new InboundCredit(options.queues()),
          health);
    }
  }

  ConnectionState state() {
    return state;
  }

  boolean is(ConnectionState expected) {
    return state == expected;
  }

  /** Whether it is PREPARING or LIVE: it has a token, a peer and a slot. */
  boolean isHeld() {
    return state == ConnectionState.PREPARING || state == ConnectionState.LIVE;
  }

  /** The one way to change the state. */
  void become(ConnectionState next, String why) {
    assert next.ordinal() > state.ordinal() : state + " can't become " + next + ": " + why;
    ConnectionState from = state;
    state = next;
    observer.became(this, from, why);
  }

  /** The server's own number of it, from its first moment on. */
  long number() {
    return number;
  }

  /** It exists from now on. */
  void begun(long drawn) {
    number = drawn;
    observer.note(this, new Note.Began(direction, remote));
  }

  SocketPort socket() {
    return socket;
  }

  Direction direction() {
    return direction;
  }

  ListenAddress remote() {
    return remote;
  }

  /** Who alone is accepted on it, beyond what its address says; null if anybody is. */
  @Nullable
  PeerId expected() {
    return expected;
  }

  void expect(@Nullable PeerId peer) {
    expected = peer;
  }

  Deadlines deadlines() {
    return deadlines;
  }

  OutboundQueue outbound() {
    return outbound;
  }

  InboundCredit credit() {
    return credit;
  }

  Inbound inbound() {
    return inbound;
  }

  /** The handshake that runs on this connection. */
  Handshake handshake() {
    return Objects.requireNonNull(handshake, "no handshake yet");
  }

  void begin(Handshake begun) {
    handshake = begun;
  }

  /** Whether the identity of the other end is proven. */
  boolean isProven() {
    return handshake != null && handshake.isProven();
  }

  /** When both sides of the handshake were done, here. */
  long provenAt() {
    return provenAt;
  }

  void provenAt(long now) {
    provenAt = now;
  }

  /** What the other roles are told; only for a connection that has a token. */
  PeerConnection facts() {
    return Objects.requireNonNull(facts, "no token yet");
  }

  void facts(PeerConnection told) {
    facts = told;
  }

  boolean hasToken() {
    return facts != null;
  }

  ConnectionToken token() {
    return facts().token();
  }

  /** Who plays which role for it, under which lease. */
  Trust trust() {
    return trust;
  }

  /** The roles that have not set up their state yet. */
  Set<Role> awaited() {
    return awaited;
  }

  /** The newer connection of the same peer that waits for this one to be probed. */
  @Nullable
  Connection contender() {
    return contender;
  }

  /** Makes a newer connection wait, or, with null, ends its wait. */
  void contender(@Nullable Connection newer) {
    if (contender != null) {
      contender.incumbent = null;
    }
    contender = newer;
    if (newer != null) {
      newer.incumbent = this;
    }
  }

  /** The older connection of the same peer whose probe this one waits for. */
  @Nullable
  Connection incumbent() {
    return incumbent;
  }

  /** The weaker connections of the same peer, on siblings, that wait for this one to be probed. */
  Set<ConnectionToken> rivals() {
    return rivals;
  }

  /** Whether the next message may be taken from what has arrived. */
  boolean mayTake() {
    return switch (state) {
      case DIALING, CLOSED -> false;
      case HANDSHAKING -> incumbent == null && !handshake().isProving();
      case PREPARING -> !inbound.isFull();
      case LIVE -> !credit.isPaused();
      case CLOSING -> true;
    };
  }

  /** How long the peer has kept us waiting. */
  Vigil vigil() {
    return vigil;
  }

  /** Pauses or resumes the socket, as {@link #mayTake} says. */
  void adjustReading(long now) {
    boolean wanted = mayTake();
    if (wanted == vigil.isReading() || is(ConnectionState.CLOSED)) {
      return;
    }
    if (wanted) {
      vigil.resumeReading(now);
      socket.resume();
    } else {
      vigil.pauseReading(now);
      socket.pause();
    }
  }

  Milestones milestones() {
    return milestones;
  }

  /** How many messages the peer may be sent. */
  SendRates rates() {
    return rates;
  }

  /** What was asked on this connection. */
  Questions questions() {
    return questions;
  }

  /** Whether bytes are queued for the peer, or its messages are not taken in yet. */
  boolean isBusy() {
    return outbound.bytes() > 0 || credit.messages() > 0;
  }

  /** Why it ends, once that is known. */
  ServerPort.Ending ending() {
    return Objects.requireNonNull(ending, "not over yet");
  }

  void ending(ServerPort.Ending why) {
    ending = why;
  }

  /** Direction, address and, once there is one, token: for logs. */
  @Override
  public String toString() {
    String name = facts == null ? "" : " " + facts.peer().brief() + " " + facts.token();
    return direction + " " + remote + name;
  }
}
