package io.fencewire.wire;

/** Last word on a connection: why it ends. The port is meant only with code 14. */
public record Disconnect(int code, int port) implements Message {
  /** "Your port is closed": the one reason that is followed by a port. */
  private static final int PORT_IS_CLOSED = 14;

  /** "You are connected already": the last reason there is. */
  private static final int LAST_REASON = 18;

  /** Checks the ranges, and that a port comes with code 14 alone. */
  public Disconnect {
    Range.u8(code, "code");
    Range.check(port, 0, code == PORT_IS_CLOSED ? 0xffff : 0, "port (code is " + code + ")");
  }

  @Override
  public MessageType type() {
    return MessageType.DISCONNECT;
  }

  @Override
  public void encode(ByteWriter out) {
    out.u8(code);
    if (code == PORT_IS_CLOSED) {
      out.u16(port);
    }
  }

  static Disconnect decode(ByteReader in) throws WireException {
    int code = in.u8("code");
    return new Disconnect(code, code == PORT_IS_CLOSED ? in.u16("port") : 0);
  }

  /** Nobody knows what a reason of later versions is followed by. */
  static Disconnect decodeLonger(ByteReader in) throws WireException {
    Disconnect disconnect = decode(in);
    if (disconnect.code > LAST_REASON) {
      in.bytes(in.remaining(), "what follows the code");
    }
    return disconnect;
  }
}
