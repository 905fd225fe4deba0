package io.fencewire.wire;

/**
 * The responder's last word of the handshake.
 *
 * @param accepted whether the handshake has succeeded
 * @param code why not, as in {@link Disconnect}; 0 if accepted
 */
public record Verdict(boolean accepted, int code) implements Message {
  /** Checks the range, and that only a refusal has a code. */
  public Verdict {
    Range.check(code, 0, accepted ? 0 : 0xff, accepted ? "code (accepted)" : "code");
  }

  @Override
  public MessageType type() {
    return MessageType.VERDICT;
  }

  @Override
  public void encode(ByteWriter out) {
    out.u8(accepted ? 0 : 1);
    if (!accepted) {
      out.u8(code);
    }
  }

  static Verdict decode(ByteReader in) throws WireException {
    boolean accepted = !in.flag("verdict");
    return new Verdict(accepted, accepted ? 0 : in.u8("code"));
  }
}
