package io.fencewire.wire;

import io.fencewire.peer.NodeType;
import org.jspecify.annotations.Nullable;

/**
 * Are you there, and this is how far I am.
 *
 * @param version of the messages (u32)
 * @param nodeType what the sender is
 * @param locators which blocks it has; always null in the {@code private} profile
 */
public record Ping(
    long version, NodeType nodeType, @Nullable BlockLocators locators) implements Message {
  /** Checks the range of the version. */
  public Ping {
    Range.u32(version, "version");
  }

  @Override
  public MessageType type() {
    return MessageType.PING;
  }

  @Override
  public void encode(ByteWriter out) {
    out.u32(version).constant(nodeType).u8(locators == null ? 0 : 1);
    if (locators != null) {
      locators.encode(out);
    }
  }

  static Ping decode(ByteReader in) throws WireException {
    return new Ping(
        in.u32("version"),
        in.constant(NodeType.values(), "node type"),
        in.flag("block locators") ? BlockLocators.decode(in) : null);
  }
}
