package io.fencewire.handshake;

import java.util.Locale;

/** Which handshake we begin when we dial; a peer that dials begins either where both are known. */
public enum Opening {
  /** The challenge handshake. */
  CHALLENGE,
  /** The Noise handshake that snarkOS's sources have since July 2026. */
  NOISE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
