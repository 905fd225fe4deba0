package io.fencewire.bus;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.RoleInstance;
import io.fencewire.peer.Rtt;
import io.fencewire.peer.ServerId;
import java.util.List;
import java.util.Map;

/** What a role answers. */
public sealed interface RoleAnswer extends BusRecord {
  /**
   * Which instance of the role there is in this JVM.
   *
   * @param reading the monotonic clock of the JVM
   */
  record Here(RoleInstance instance, long reading) implements RoleAnswer {}

  /** What this JVM of the node proves itself with. */
  record Identified(PeerId identity) implements RoleAnswer {}

  /** The state for this connection is set up. */
  record Prepared(ConnectionToken token, Lease lease) implements RoleAnswer {}

  /** An inbound message was taken in; its credit is the peer's again. */
  record Taken() implements RoleAnswer {}

  /** What a role counts, by name; {@code timers} is the number of armed per-connection timers. */
  record RoleStats(Map<String, Long> gauges, Map<String, Long> counters) implements RoleAnswer {}

  /** The round-trip times of every connection that has any. */
  record RttsAnswer(Map<ConnectionToken, Rtt> rtts) implements RoleAnswer {}

  /** The servers that were heard of; some of them may be gone. */
  record ServersAnswer(List<ServerId> servers) implements RoleAnswer {}

  /**
   * What became of a published item.
   *
   * @param problem empty if it was accepted, else what was wrong and what would be right
   */
  record Published(String id, String problem) implements RoleAnswer {}
}
