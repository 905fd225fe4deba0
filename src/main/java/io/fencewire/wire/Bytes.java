package io.fencewire.wire;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An immutable run of bytes with the equality that arrays lack. Ordered byte by byte, unsigned, so
 * that a hash table stays fast even if somebody chooses keys whose hash codes are all the same.
 */
public final class Bytes implements Comparable<Bytes> {
  /** No bytes at all. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] array;
  private int hash;

  private Bytes(byte[] array) {
    this.array = array;
  }

  /** Copies the array. */
  public static Bytes of(byte[] array) {
    return new Bytes(array.clone());
  }

  /** Takes the array over; the caller must not touch it again. */
  public static Bytes wrap(byte[] array) {
    return new Bytes(array);
  }

  /** Reads hexadecimal digits. */
  public static Bytes parse(String hex) {
    return new Bytes(HexFormat.of().parseHex(hex));
  }

  /** How many there are. */
  public int size() {
    return array.length;
  }

  /** The byte at an index. */
  public byte at(int index) {
    return array[index];
  }

  /** A copy of them all. */
  public byte[] toArray() {
    return array.clone();
  }

  /** A copy of those from {@code from} to before {@code to}. */
  public Bytes slice(int from, int to) {
    return new Bytes(Arrays.copyOfRange(array, from, to));
  }

  /** Copies them all into {@code target} at {@code offset}. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(array, 0, target, offset, array.length);
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(array, other.array);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes that && Arrays.equals(array, that.array);
  }

  @Override
  public int hashCode() {
    if (hash == 0) {
      hash = Arrays.hashCode(array);
    }
    return hash;
  }

  /** Hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(array);
  }
}
