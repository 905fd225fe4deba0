package io.fencewire.peer;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A remote node, known by its identity: the 32-byte address of the handshake (an Ed25519 public key
 * in the {@code private} profile). Ordered as an unsigned big-endian number; the tie-break of
 * simultaneous dials depends on that order.
 */
public final class PeerId implements Comparable<PeerId> {
  /** Length of an identity, in bytes. */
  public static final int SIZE = 32;

  private final byte[] bytes;
  private final int hash;

  private PeerId(byte[] bytes) {
    this.bytes = bytes;
    this.hash = Arrays.hashCode(bytes);
  }

  /**
   * Copies an identity out of its bytes.
   *
   * @throws IllegalArgumentException if there are not exactly {@value #SIZE} of them
   */
  public static PeerId of(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException("an identity has " + SIZE + " bytes, not " + bytes.length);
    }
    return new PeerId(bytes.clone());
  }

  /** Reads the 64 hexadecimal digits that {@link #toString()} writes. */
  public static PeerId parse(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  /** A copy of the bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** The first eight hexadecimal digits: enough for a log line, not for a comparison. */
  public String brief() {
    return HexFormat.of().formatHex(bytes, 0, 4);
  }

  @Override
  public int compareTo(PeerId other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PeerId that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
