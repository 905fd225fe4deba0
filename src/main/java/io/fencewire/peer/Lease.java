package io.fencewire.peer;

/**
 * A role instance's right to act on one connection. The server gives it when it prepares the
 * connection with that instance; preparing it with another instance makes the old lease stale.
 *
 * @param number positive, never used twice by one server; 0 is {@link #NONE}
 */
public record Lease(long number) {
  /** For commands of applications and of the refresher, which hold no lease. */
  public static final Lease NONE = new Lease(0);
}
