package io.fencewire.bus;

/**
 * Stands for a record that could not be read from the wire, or not be written to it. An exception
 * would not do: Vert.x decodes an answer after it has stopped the clock on it, and whoever waits
 * would wait for ever.
 *
 * @param what what was wrong, and what would be right
 */
public record Undecodable(String what) implements BusRecord {}
