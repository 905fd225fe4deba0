package io.fencewire.bus;

/** Asks a role which instance of it is in this JVM; answered with {@link RoleAnswer.Here}. */
public record RoleCall() implements BusRecord {}
