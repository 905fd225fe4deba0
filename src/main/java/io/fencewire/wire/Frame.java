package io.fencewire.wire;

/** A message as it goes on the wire. */
public final class Frame {
  private Frame() {}

  /** Length (u32), id (u16) and body of the message. */
  public static byte[] encode(Message message) {
    ByteWriter out = new ByteWriter(64);
    out.u32(0).u16(message.type().id());
    message.encode(out);
    byte[] frame = out.toArray();
    int length = frame.length - Integer.BYTES;
    for (int i = 0; i < Integer.BYTES; i++) {
      frame[i] = (byte) (length >>> (8 * i));
    }
    return frame;
  }
}
