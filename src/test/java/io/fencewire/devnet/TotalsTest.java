package io.fencewire.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.bus.RoleAnswer.RoleStats;
import io.fencewire.peer.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TotalsTest {
  private static final RoleStats IDLE = new RoleStats(Map.of(), Map.of());

  @Test
  void sendsAreAddedUpByOutcomeAndTheUnknownAreTheSenders() {
    Map<Role, RoleStats> node = Map.of(
        Role.SERVER,
        counting("sends.written", 5L, "sends.too_large", 1L),
        Role.GOSSIP,
        counting("unknown", 2L, "accepted", 9L),
        Role.HEARTBEAT,
        counting("unknown", 1L, "pings", 4L));
    Totals totals = new Totals(List.of(node, node));
    assertThat(totals.sends())
        .containsEntry("written", 10L)
        .containsEntry("too_large", 2L)
        .containsEntry("stale", 0L)
        .containsEntry("unknown", 6L)
        .containsOnlyKeys(
            "written",
            "stale",
            "expired",
            "not_ready",
            "closing",
            "full",
            "unsupported",
            "too_large",
            "unknown");
    assertThat(totals.counters()).containsEntry("heartbeat.pings", 8L);
  }

  @Test
  void aSocketWithoutAConnectionIsLeakedToo() {
    assertThat(holding(Role.SERVER, "connections", 0L, "sockets", 2L).leakedConnections())
        .isEqualTo(2);
    assertThat(holding(Role.SERVER, "connections", 1L, "sockets", 1L).leakedConnections())
        .isEqualTo(1);
  }

  @Test
  void aConnectionThatOnlyARoleRemembersIsLeakedToo() {
    assertThat(holding(Role.GOSSIP, "connections", 3L, "seen", 100L).leakedConnections())
        .isEqualTo(3);
  }

  @Test
  void timersOfEveryRoleCount() {
    assertThat(holding(Role.SERVER, "timers", 1L, "sockets", 0L).leakedTimers()).isEqualTo(1);
    assertThat(holding(Role.HEARTBEAT, "timers", 2L, "sockets", 0L).leakedTimers())
        .isEqualTo(2);
  }

  private static RoleStats counting(String one, long oneCount, String other, long otherCount) {
    return new RoleStats(Map.of(), Map.of(one, oneCount, other, otherCount));
  }

  private static Totals holding(Role role, String one, long oneCount, String other, long count) {
    RoleStats stats = new RoleStats(Map.of(one, oneCount, other, count), Map.of());
    return new Totals(List.of(Map.of(role, stats), Map.of(role, IDLE)));
  }
}
