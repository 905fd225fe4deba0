package io.fencewire.server;

import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.PeerId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The server's end of one connection in a {@link SmallServer}'s world, which says what it does. */
public abstract class SmallSocket implements SocketPort {
  private final SmallServer server;
  private final ServerRules.Course course = new ServerRules.Course();
  private final AnsweredPings pings = new AnsweredPings();
  private @Nullable Connection connection;

  /** A socket of this server; it is given to a connection before anything happens on it. */
  protected SmallSocket(SmallServer server) {
    this.server = server;
  }

  /** Puts frames on the way to the peer. */
  protected abstract void send(List<byte[]> frames);

  @Override
  public abstract void pause();

  @Override
  public abstract void resume();

  @Override
  public abstract void close();

  @Override
  public abstract void arm(long atNanos);

  @Override
  public abstract void disarm();

  /** Whether bytes have arrived while the server stood still, and wait for it. */
  public abstract boolean hasUnread();

  /** Whether the word that the write in flight has left waits for the server. */
  public abstract boolean hasUntold();

  /** Whether the connection's timer is armed. */
  public abstract boolean isArmed();

  /** The generation, or null before there is one. */
  public final @Nullable ConnectionToken token() {
    return connection != null && connection.hasToken() ? connection.token() : null;
  }

  /** Whether it is announced as connected, and not over. */
  public final boolean isLive() {
    return connection != null && connection.is(ConnectionState.LIVE);
  }

  /** Why the connection ended, or null if it has not. */
  public final @Nullable CloseReason endedFor() {
    return connection != null && connection.state().compareTo(ConnectionState.CLOSING) >= 0
        ? connection.ending().reason()
        : null;
  }

  @Override
  public final void ownedBy(Connection owner) {
    connection = owner;
    server.rules().opened(this);
  }

  @Override
  public final void write(List<byte[]> frames) {
    server.rules().written(this, frames);
    send(frames);
  }

  @Override
  public final @Nullable PeerId channelPeer() {
    return null;
  }

  final Connection connection() {
    return Objects.requireNonNull(connection, "no connection owns this socket");
  }

  /** What was asked on it, and answered. */
  final AnsweredPings pings() {
    return pings;
  }

  final ServerRules.Course course() {
    return course;
  }
}
