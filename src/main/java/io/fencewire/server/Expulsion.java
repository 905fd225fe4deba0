package io.fencewire.server;

import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.PeerId;
import java.util.Set;

/** How peers lose their place here: whoever may connect no more is closed, if it is connected. */
final class Expulsion {
  private final Admission admission;
  private final ConnectionTable table;
  private final Departure departure;
  private final Settlement settlement;

  Expulsion(
      Admission admission, ConnectionTable table, Departure departure, Settlement settlement) {
    this.admission = admission;
    this.table = table;
    this.departure = departure;
    this.settlement = settlement;
  }

  /** Refuses an identity for a while and closes what it holds. */
  void ban(PeerId peer, long nanos, long now) {
    admission.ban(peer, now + nanos);
    Connection held = table.of(peer);
    if (held != null) {
      close(held, CloseReason.BANNED, CloseOrigin.COMMAND, now);
    }
    settlement.settle(now);
  }

  /** Only these are listed from now on; who is no more, and may not connect without, is closed. */
  void list(Set<PeerId> identities, long now) {
    admission.list(identities);
    for (Connection held : table.listHeld()) {
      if (!admission.mayConnect(held.facts().peer())) {
        close(held, CloseReason.NOT_ADMITTED, CloseOrigin.SERVER, now);
      }
    }
    settlement.settle(now);
  }

  private void close(Connection connection, CloseReason reason, CloseOrigin origin, long now) {
    departure.close(connection, new ServerPort.Ending(reason, origin, ""), now);
  }
}
