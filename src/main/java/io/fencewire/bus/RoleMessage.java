package io.fencewire.bus;

import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.RoleInstance;
import io.fencewire.peer.ServerId;
import io.fencewire.wire.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server tells a role: one ordered stream on the role's one address. Each carries a reading
 * of the server's monotonic clock, in nanoseconds.
 */
public sealed interface RoleMessage extends BusRecord {
  /** The server's clock when it said this. */
  long reading();

  /** Which start of which server says this. */
  ServerId serverId();

  /** Set up your state for this connection; answered with {@link RoleAnswer.Prepared}. */
  record Prepare(PeerConnection connection, Lease lease, long reading) implements RoleMessage {
    @Override
    public ServerId serverId() {
      return connection.token().serverId();
    }
  }

  /** The connection is LIVE: commands with its token are executed from now on. */
  record Promoted(ConnectionToken token, long reading) implements RoleMessage {
    @Override
    public ServerId serverId() {
      return token.serverId();
    }
  }

  /** The connection is over, whether it had been promoted or not: drop what you hold for it. */
  record Ended(ConnectionToken token, CloseReason reason, CloseOrigin origin, long reading)
      implements RoleMessage {
    @Override
    public ServerId serverId() {
      return token.serverId();
    }
  }

  /**
   * A message of this role's concern came in. Gossip answers it with {@link RoleAnswer.Taken},
   * which gives the peer its credit back; the other roles don't answer.
   */
  record Received(ConnectionToken token, Message message, long reading) implements RoleMessage {
    @Override
    public ServerId serverId() {
      return token.serverId();
    }
  }

  /**
   * All that there is, now and then: it makes right what a lost event left wrong.
   *
   * @param jvm the JVM this server runs in
   * @param listening where this server listens
   * @param instances the role instances this server has heard of lately
   * @param holdings the connections that are PREPARING or LIVE: for heartbeat and gossip those that
   *     are entrusted to the instance, with its lease on them, else all of them
   */
  record Snapshot(
      ServerId serverId,
      String jvm,
      ListenAddress listening,
      List<RoleInstance> instances,
      List<Holding> holdings,
      long reading)
      implements RoleMessage {}

  /**
   * One connection in a snapshot.
   *
   * @param lease the addressed role's lease, or {@link Lease#NONE} if it is given none
   * @param busy whether bytes are queued or unacknowledged on it
   * @param height the newest block that its peer's last Ping named; null if none has named any
   */
  record Holding(
      PeerConnection connection,
      ConnectionState state,
      Lease lease,
      boolean busy,
      @Nullable Long height) {
    /** A connection whose peer has named no blocks. */
    public Holding(PeerConnection connection, ConnectionState state, Lease lease, boolean busy) {
      this(connection, state, lease, busy, null);
    }
  }
}
