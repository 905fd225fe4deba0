package io.fencewire.identity.aleo;

import io.fencewire.wire.Bytes;
import org.jspecify.annotations.Nullable;

/** Who an account is: a point of the curve, in 32 bytes its x-coordinate, in text aleo1… */
public final class AleoAddress {
  /** Length of an encoded address, in bytes. */
  public static final int SIZE = Fp.SIZE;

  private static final String KIND = "aleo";

  private final Fp x;

  private AleoAddress(Fp x) {
    this.x = x;
  }

  /** The address that is this point. */
  static AleoAddress of(Point point) {
    return new AleoAddress(point.affineX());
  }

  /**
   * Reads the first 32 bytes; what follows is ignored, as snarkVM does.
   *
   * @throws EncodingException if there are fewer, or they are no point of prime order
   */
  public static AleoAddress decode(byte[] bytes) throws EncodingException {
    if (bytes.length < SIZE) {
      throw new EncodingException("an address has " + SIZE + " bytes, not " + bytes.length);
    }
    Fp x = Fp.decode(bytes, 0);
    Point.decode(x); // only to see that there is one
    return new AleoAddress(x);
  }

  /**
   * Reads the text that {@link #toString()} writes.
   *
   * @throws EncodingException if it is no address
   */
  public static AleoAddress parse(String text) throws EncodingException {
    return decode(Bech32m.decode(KIND, text, SIZE));
  }

  /** The 32 bytes. */
  public Bytes encode() {
    return Bytes.wrap(x.encode());
  }

  Fp x() {
    return x;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AleoAddress that && x.equals(that.x);
  }

  @Override
  public int hashCode() {
    return x.hashCode();
  }

  /** The text, aleo1 and 58 more characters. */
  @Override
  public String toString() {
    return Bech32m.encode(KIND, x.encode());
  }
}
