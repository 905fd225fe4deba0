package io.fencewire.wire;

/**
 * Reads the primitive encodings of the protocol, little-endian, out of one body. Every length is
 * compared with what is really there before anything is allocated. The array is read in place; what
 * is handed out is a copy.
 */
public final class ByteReader {
  private final byte[] array;
  private final int from;
  private final int to;
  private int at;

  /** A reader of the bytes from {@code from} to before {@code to}. */
  public ByteReader(byte[] array, int from, int to) {
    this.array = array;
    this.from = from;
    this.to = to;
    this.at = from;
  }

  /** How many bytes are left. */
  public int remaining() {
    return to - at;
  }

  /** One byte, 0 to 255. */
  public int u8(String field) throws WireException {
    need(1, field);
    return array[at++] & 0xff;
  }

  /** Two bytes, the low one first. */
  public int u16(String field) throws WireException {
    need(Short.BYTES, field);
    return (int) little(Short.BYTES);
  }

  /** Four bytes, the low one first: 0 to 4,294,967,295. */
  public long u32(String field) throws WireException {
    need(Integer.BYTES, field);
    return little(Integer.BYTES);
  }

  /** Eight bytes, the low one first; the top bit is the sign. */
  public long u64(String field) throws WireException {
    need(Long.BYTES, field);
    return little(Long.BYTES);
  }

  /** A copy of the next {@code count} bytes. */
  public Bytes bytes(long count, String field) throws WireException {
    return Bytes.wrap(array(count, field));
  }

  /** The same as {@link #bytes}, as an array that belongs to the caller. */
  public byte[] array(long count, String field) throws WireException {
    need(count, field);
    byte[] copy = new byte[(int) count];
    System.arraycopy(array, at, copy, 0, copy.length);
    at += copy.length;
    return copy;
  }

  /** A reader of the next {@code count} bytes, which this one skips. */
  public ByteReader part(long count, String field) throws WireException {
    need(count, field);
    int start = at;
    at += (int) count;
    return new ByteReader(array, start, at);
  }

  /** Deferred data: a one, the length as u32, the bytes. */
  public Bytes data(String field) throws WireException {
    int kind = u8(field);
    if (kind != 1) {
      throw wrong(1, field, "starts with the byte " + kind, "1, for data in full");
    }
    return bytes(u32(field), field);
  }

  /** One byte that must be 0 (false) or 1 (true). */
  public boolean flag(String field) throws WireException {
    int value = u8(field);
    if (value > 1) {
      throw wrong(1, field, "is " + value, "0 or 1");
    }
    return value == 1;
  }

  /** One byte that counts through the constants of an enum. */
  <E extends Enum<E>> E constant(E[] constants, String field) throws WireException {
    int value = u8(field);
    if (value >= constants.length) {
      throw wrong(1, field, "is " + value, "0 to " + (constants.length - 1));
    }
    return constants[value];
  }

  /** Checks that {@code count} elements of at least {@code size} bytes each can be there. */
  public int room(long count, int size, String field) throws WireException {
    need(count * size, field);
    return (int) count;
  }

  /** Refuses bytes behind the end of the body. */
  void end() throws WireException {
    if (remaining() > 0) {
      throw new WireException(
          "%d bytes are left over behind its end at byte %d of the body; none would be right"
              .formatted(remaining(), at - from));
    }
  }

  private WireException wrong(int back, String field, String found, String right) {
    return new WireException("%s at byte %d of the body %s; %s would be right"
        .formatted(field, at - from - back, found, right));
  }

  private void need(long count, String field) throws WireException {
    if (count > remaining()) {
      throw new WireException("%s at byte %d of the body needs %d bytes, but only %d are left"
          .formatted(field, at - from, count, remaining()));
    }
  }

  private long little(int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value |= (array[at++] & 0xffL) << (8 * i);
    }
    return value;
  }
}
