package io.fencewire.refresh;

import io.fencewire.peer.DialTarget;

/**
 * What the refresher knows, each part in its own class.
 *
 * @param rules which addresses are good for anything
 * @param book the addresses known
 * @param backoff which of them are left alone for now
 * @param peers the connections there are
 * @param dials those under way
 */
record Known(AddressRules rules, AddressBook book, Backoff backoff, Peers peers, Dials dials) {
  /** How many connections there will be if every dial under way succeeds. */
  int expected() {
    return peers.size() + dials.unseen(peers);
  }

  /** Whether an address is neither our own, nor connected, nor being dialled. */
  boolean isApart(DialTarget address) {
    return !rules.isOwn(address) && !peers.isConnected(address) && !dials.contains(address);
  }

  /** Whether it may be dialled now. */
  boolean mayDial(DialTarget address, long now) {
    return isApart(address) && backoff.isOver(address, now);
  }
}
