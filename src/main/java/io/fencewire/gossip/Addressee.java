package io.fencewire.gossip;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;

/** A connection to write to, with gossip's right to do so. */
public record Addressee(ConnectionToken token, Lease lease) {}
