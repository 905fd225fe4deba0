package io.fencewire.bus;

/** Asks a JVM of the node who it is; answered with {@link RoleAnswer.Identified}. */
public record IdentityCall() implements BusRecord {}
