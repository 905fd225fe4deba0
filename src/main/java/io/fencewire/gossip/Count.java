package io.fencewire.gossip;

import java.util.Locale;

/** What gossip counts; the name in lower case is the counter's name in the role's statistics. */
enum Count {
  /** Items that applications of this node gave to the network. */
  PUBLISHED,
  /** Messages with an item that came from peers, copies included. */
  RECEIVED,
  /** New items from peers that were given to a validator. */
  TAKEN,
  /** Items handed to the subscribers of this node. */
  DELIVERED,
  /** Copies of an item that was known already. */
  DUPLICATES,
  /** Items from peers that were accepted. */
  ACCEPTED,
  /** Items accepted because a gossip instance in another JVM had accepted them. */
  SHARED,
  /** Items that another gossip instance has and this one asked it for. */
  MISSED,
  /** Items that nobody judged, and which were delivered and not passed on. */
  UNJUDGED,
  /** Items whose declared id was wrong or whose validator rejected them. */
  REJECTED,
  /** Items whose validator wanted them forgotten. */
  IGNORED,
  /** Items whose validator did not answer in time. */
  EXPIRED,
  /** Items refused because too many were pending. */
  REFUSED_FULL,
  /** Copies written to a connection. */
  RELAYED,
  /** Ids named in an Announce to a peer. */
  ANNOUNCED,
  /** Ids asked for in a Fetch to a peer. */
  FETCHED,
  /** Turns in which a peer was told of, or sent, items it had missed. */
  CATCH_UPS,
  /** Messages of a connection that nobody told us of. */
  STRANGERS,
  /** Messages with nothing in them that gossip can use. */
  UNFIT,
  /** Accepted or rejected items forgotten because the memory was full. */
  SEEN_FORGOTTEN,
  /** Bodies dropped before their time because there were too many bytes of them. */
  RECENT_DROPPED,
  /** Facts of who has what forgotten because there were too many for one connection. */
  KNOWN_FORGOTTEN,
  /** Items not queued for a peer because too many were. */
  OWED_REFUSED,
  /** Announced items not asked for because too many were wanted. */
  WANTED_REFUSED,
  /** Wanted items given up because none of their announcers sent them. */
  WANTED_LOST;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
