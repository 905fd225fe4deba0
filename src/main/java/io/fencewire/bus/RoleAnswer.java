package io.fencewire.bus;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Rtt;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a role answers. */
public sealed interface RoleAnswer extends BusRecord {
  /** The state for this connection is set up. */
  record Prepared(ConnectionToken token, Lease lease) implements RoleAnswer {}

  /** An inbound message was taken in; its credit is the peer's again. */
  record Taken() implements RoleAnswer {}

  /** What a role counts, by name; {@code timers} is the number of armed per-connection timers. */
  record RoleStats(Map<String, Long> gauges, Map<String, Long> counters) implements RoleAnswer {}

  /** The round-trip times of one connection; null if none was measured or it is not held. */
  record RttAnswer(@Nullable Rtt rtt) implements RoleAnswer {}

  /**
   * What became of a published item.
   *
   * @param problem empty if it was accepted, else what was wrong and what would be right
   */
  record Published(String id, String problem) implements RoleAnswer {}
}
