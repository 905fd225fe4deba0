package io.fencewire.wire;

import java.util.Arrays;

/** Appends the primitive encodings of the protocol, little-endian, to a growing array. */
public final class ByteWriter {
  private byte[] array;
  private int size;

  /** A writer that expects about this many bytes. */
  public ByteWriter(int expected) {
    array = new byte[Math.max(16, expected)];
  }

  /** How many bytes were written. */
  public int size() {
    return size;
  }

  /** Appends one byte. */
  public ByteWriter u8(int value) {
    reserve(1);
    array[size++] = (byte) value;
    return this;
  }

  /** Appends two bytes, the low one first. */
  public ByteWriter u16(int value) {
    return u8(value).u8(value >>> 8);
  }

  /** Appends four bytes, the low one first. */
  public ByteWriter u32(long value) {
    return u16((int) value).u16((int) (value >>> 16));
  }

  /** Appends eight bytes, the low one first. */
  public ByteWriter u64(long value) {
    return u32(value).u32(value >>> 32);
  }

  /** Appends bytes as they are. */
  public ByteWriter bytes(byte[] value) {
    reserve(value.length);
    System.arraycopy(value, 0, array, size, value.length);
    size += value.length;
    return this;
  }

  /** Appends bytes as they are. */
  public ByteWriter bytes(Bytes value) {
    reserve(value.size());
    value.copyTo(array, size);
    size += value.size();
    return this;
  }

  /** Appends one byte: which constant of its enum this is. */
  @SuppressWarnings("EnumOrdinal") // on the wire these enums are counted in the declared order
  public ByteWriter constant(Enum<?> value) {
    return u8(value.ordinal());
  }

  /** Appends deferred data: a one, the length as u32, the bytes. */
  public ByteWriter data(Bytes value) {
    return u8(1).u32(value.size()).bytes(value);
  }

  /** Writes four bytes over those at {@code position}, the low one first. */
  public ByteWriter u32At(int position, long value) {
    for (int i = 0; i < Integer.BYTES; i++) {
      array[position + i] = (byte) (value >>> (8 * i));
    }
    return this;
  }

  /** A copy of what was written. */
  public byte[] toArray() {
    return Arrays.copyOf(array, size);
  }

  private void reserve(int more) {
    if (size + more > array.length) {
      array = Arrays.copyOf(array, Math.max(array.length * 2, size + more));
    }
  }
}
