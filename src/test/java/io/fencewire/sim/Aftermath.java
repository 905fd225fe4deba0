package io.fencewire.sim;

import io.fencewire.peer.ConnectionToken;

/** What must hold once the faults have stopped, and once the server has. */
final class Aftermath {
  private static final long INTERVAL_MAX_NANOS = 23_000_000_000L;

  private Aftermath() {}

  /** The peer is connected, pinged and served, and nothing is left of those before. */
  static void served(SmallWorld world, long now) {
    Link live = null;
    for (Link link : world.peer().open()) {
      live = link.isLive() ? link : live;
    }
    ConnectionToken token = live == null ? null : live.token();
    Heart former = world.former();
    if (live == null || token == null) {
      world.broken("L2", "the peer is not connected, though it dials");
    } else if (now - world.server().pingedAt(live) > INTERVAL_MAX_NANOS) {
      world.broken("L1", token + " is LIVE and is not pinged");
    } else if (!world.bus().isServedBy(world.gossip(), token)) {
      world.broken("L3", token + " is LIVE, and gossip does not know");
    } else if (world.heart().size() != 1 || (former != null && former.armed() != 0)) {
      world.broken(
          "S3",
          "one connection is LIVE, and the heartbeat keeps " + world.heart().size()
              + ", the timers of the former " + former);
    }
  }

  /** The server has stopped: nothing is left at all. */
  static void gone(SmallWorld world) {
    String remains = world.server().remains();
    if (!remains.isEmpty()) {
      world.broken("S5", "the server has stopped and keeps " + remains);
    } else if (world.heart().size() + world.gossip().size() > 0) {
      world.broken("S3", "the server has stopped, and the roles keep its connections");
    }
  }
}
