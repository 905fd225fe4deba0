package io.fencewire.server;

import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.PeerConnection;
import java.util.Collection;
import java.util.List;

/**
 * How a server stops: it dials and accepts no more, hands over what others can take, and closes the
 * rest.
 */
final class Closedown {
  private final ConnectionTable table;
  private final Departure departure;
  private final Household household;
  private final Settlement settlement;
  private boolean begun;

  Closedown(
      ConnectionTable table, Departure departure, Household household, Settlement settlement) {
    this.table = table;
    this.departure = departure;
    this.household = household;
    this.settlement = settlement;
  }

  /** Whether it has begun: there is no way back. */
  boolean hasBegun() {
    return begun;
  }

  /**
   * Closes some of what is LIVE, if there are other JVMs that can take it over.
   *
   * @return what was closed; empty when there is nothing, or nobody, left
   */
  List<PeerConnection> handOver(int most, long now) {
    begun = true;
    if (!household.hasHeirs()) {
      return List.of();
    }
    List<Connection> handed = table.listHeld().stream()
        .filter(connection -> connection.is(ConnectionState.LIVE))
        .limit(most)
        .toList();
    close(handed, now);
    return handed.stream().map(Connection::facts).toList();
  }

  /** Closes every connection. */
  void closeAll(long now) {
    begun = true;
    close(table.list(), now);
  }

  private void close(Collection<Connection> connections, long now) {
    for (Connection connection : connections) {
      departure.close(
          connection, new ServerPort.Ending(CloseReason.SHUTDOWN, CloseOrigin.COMMAND, ""), now);
    }
    settlement.settle(now);
  }
}
