package io.fencewire.flight;

/**
 * An invariant that a record shows to be broken.
 *
 * @param entry the entry that breaks it
 * @param says what is wrong there
 */
public record Breach(Invariant invariant, Entry entry, String says) {}
