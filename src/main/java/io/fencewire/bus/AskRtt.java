package io.fencewire.bus;

import io.fencewire.peer.ConnectionToken;

/** Asks the heartbeat what it has measured; answered with {@link RoleAnswer.RttAnswer}. */
public record AskRtt(ConnectionToken token) implements BusRecord {}
