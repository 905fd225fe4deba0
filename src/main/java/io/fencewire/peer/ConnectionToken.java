package io.fencewire.peer;

/**
 * The name of one generation: one TCP session of one server. Every command about a connection
 * carries it, and the owner of the socket compares it in the turn in which it acts.
 *
 * @param serverId the start of the server that owns the socket
 * @param sequence drawn when the connection enters PREPARING; never used twice by one server
 */
public record ConnectionToken(ServerId serverId, long sequence) {
  /** The sequence and the first digits of the server's id, as in {@code 12@9f3a01c2}. */
  @Override
  public String toString() {
    return sequence + "@" + serverId.toString().substring(0, 8);
  }
}
