package io.fencewire.bus;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/**
 * Hands records from role to role inside one JVM as they are: they are immutable, so that nothing
 * is copied. All roles of a node run in one JVM, and every delivery is local, so nothing is ever
 * encoded; a record that would leave the JVM is refused.
 */
public final class BusCodec implements MessageCodec<BusRecord, BusRecord> {
  /** The codec's name in delivery options. */
  public static final String NAME = "fencewire";

  private BusCodec() {}

  /** Makes the codecs known to this Vert.x; once is enough, more often does no harm. */
  public static void register(Vertx vertx) {
    register(vertx, new BusCodec());
    register(vertx, new JsonCodec());
  }

  private static void register(Vertx vertx, MessageCodec<?, ?> codec) {
    try {
      vertx.eventBus().registerCodec(codec);
    } catch (IllegalStateException alreadyKnown) {
      // another node of this Vert.x registered it first; they are all the same
    }
  }

  @Override
  public BusRecord transform(BusRecord message) {
    return message;
  }

  @Override
  public void encodeToWire(Buffer buffer, BusRecord message) {
    throw new UnsupportedOperationException(
        message.getClass().getSimpleName() + " can't leave this JVM: a node's roles share one");
  }

  @Override
  public BusRecord decodeFromWire(int position, Buffer buffer) {
    throw new UnsupportedOperationException("a node's roles share one JVM");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
