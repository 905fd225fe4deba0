package io.fencewire.peer;

import org.jspecify.annotations.Nullable;

/**
 * A peer that the operator has named.
 *
 * @param address where it listens
 * @param identity who it must be, or null if that is not said
 */
public record TrustedPeer(DialTarget address, @Nullable PeerId identity) {
  /**
   * Reads {@code host:port} or {@code identity@host:port}.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static TrustedPeer parse(String text) {
    int at = text.indexOf('@');
    PeerId identity = at < 0 ? null : PeerId.parse(text.substring(0, at));
    return new TrustedPeer(DialTarget.parse(text.substring(at + 1)), identity);
  }

  /** The text it was read from. */
  @Override
  public String toString() {
    return identity == null ? address.toString() : identity + "@" + address;
  }
}
