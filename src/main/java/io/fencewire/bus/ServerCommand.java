package io.fencewire.bus;

import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.Lease;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.RoleInstance;
import io.fencewire.wire.BlockLocators;
import io.fencewire.wire.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a role or an application asks of a server. Commands about a connection carry its token, a
 * lease (or {@link Lease#NONE}) and a deadline in the server's own monotonic clock; commands about a
 * peer carry the deadline alone.
 */
public sealed interface ServerCommand extends BusRecord {

  /** Writes a message to one connection; answered with an {@link ServerAnswer.Answer}. */
  record Send(ConnectionToken token, Lease lease, long deadline, Message message)
      implements ServerCommand {}

  /** Writes one message to several connections; answered with {@link ServerAnswer.FanOutAnswer}. */
  record FanOut(List<Target> targets, long deadline, Message message) implements ServerCommand {}

  /** One addressee of a fan-out. */
  record Target(ConnectionToken token, Lease lease) {}

  /**
   * Writes the ping that suits this peer: with the nonce where it has the extension, else a plain
   * one; answered with an {@link ServerAnswer.Answer}.
   */
  record SendPing(ConnectionToken token, Lease lease, long deadline, long nonce)
      implements ServerCommand {}

  /** Closes one generation; answered with an {@link ServerAnswer.Answer}. */
  record CloseConnection(ConnectionToken token, long deadline, CloseReason reason)
      implements ServerCommand {}

  /**
   * Dials an address, or the addresses that a host name has now, one after the other; answered with
   * a {@link ServerAnswer.ConnectAnswer} once it is LIVE or over.
   */
  record Connect(DialTarget target, long deadline) implements ServerCommand {}

  /**
   * Closes, in this turn, whatever this identity holds, and refuses it for a while (nanoseconds);
   * answered with an {@link ServerAnswer.Answer}.
   */
  record Ban(PeerId peer, long nanos, long deadline) implements ServerCommand {}

  /**
   * Closes this connection, because the same peer has a stronger one on another server of the node,
   * whose owner says this and knows that one to be alive; answered with an {@link
   * ServerAnswer.Answer}.
   */
  record Yield(ConnectionToken token, PeerConnection stronger, long deadline)
      implements ServerCommand {}

  /**
   * From now on, and for a while, Pings say that the node has these blocks; answered with {@link
   * ServerAnswer.BlocksTold}.
   *
   * @param blocks null if there is no application any more that has any
   */
  record TellBlocks(@Nullable BlockLocators blocks, long deadline) implements ServerCommand {}

  /** Reads the list of admitted peers anew; answered with a {@link ServerAnswer.ListAnswer}. */
  record ReadList() implements ServerCommand {}

  /** Asks for a {@link RoleMessage.Snapshot} of all connections as an answer, without leases. */
  record Inspect() implements ServerCommand {}

  /**
   * An instance of a role is there: said at its start, and every second after that. A server that
   * has not heard of it yet may entrust connections to it. Published to all servers, not answered.
   */
  record Hello(RoleInstance instance) implements ServerCommand {}

  /** An instance of a role stops. Published to all servers, not answered. */
  record Bye(RoleInstance instance) implements ServerCommand {}

  /** Closes every connection, accepts and dials no more; answered when all are gone. */
  record Drain() implements ServerCommand {}

  /** Asks for {@link ServerAnswer.ServerStats}. */
  record AskStats() implements ServerCommand {}
}
