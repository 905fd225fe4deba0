package io.fencewire.bus;

/** Asks gossip for the servers it has heard of; answered with {@link RoleAnswer.ServersAnswer}. */
public record AskServers() implements BusRecord {}
