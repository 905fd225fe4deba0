package io.fencewire.bus;

/** Asks a role other than the server for its {@link RoleAnswer.RoleStats}. */
public record RoleQuestion() implements BusRecord {}
