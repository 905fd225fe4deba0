package io.fencewire.bus;

import io.fencewire.wire.WireException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/**
 * Carries records from role to role. Inside one JVM they are handed over as they are: they are
 * immutable, so that nothing is copied. To another JVM of the cluster they go as bytes: their number
 * (u32, the high byte first, as Vert.x writes its own), then those of {@link RecordForms}.
 */
public final class BusCodec implements MessageCodec<BusRecord, BusRecord> {
  /** The codec's name in delivery options. */
  public static final String NAME = "fencewire";

  /** One for every Vert.x. */
  BusCodec() {}

  /** Makes the codecs known to this Vert.x; once is enough, more often does no harm. */
  public static void register(Vertx vertx) {
    register(vertx, new BusCodec());
    JsonCodec json = new JsonCodec();
    if (register(vertx, json)) {
      json.speakPlainly();
    }
  }

  /**
   * Has a clustered Vert.x refuse Java objects in serialised form, both ways. By default it reads a
   * few harmless classes; an application in the same JVM may have allowed more.
   */
  public static void refuseSerialized(Vertx vertx) {
    vertx
        .eventBus()
        .serializableChecker(className -> false)
        .clusterSerializableChecker(className -> false);
  }

  /** False if another node of this Vert.x registered it first; they are all the same. */
  private static boolean register(Vertx vertx, MessageCodec<?, ?> codec) {
    try {
      vertx.eventBus().registerCodec(codec);
      return true;
    } catch (IllegalStateException alreadyKnown) {
      return false;
    }
  }

  @Override
  public BusRecord transform(BusRecord message) {
    return message;
  }

  @Override
  public void encodeToWire(Buffer buffer, BusRecord message) {
    byte[] bytes = RecordForms.encode(message);
    buffer.appendInt(bytes.length).appendBytes(bytes);
  }

  /** The record, or an {@link Undecodable}; never throws, for Vert.x has no use for an exception. */
  @Override
  public BusRecord decodeFromWire(int position, Buffer buffer) {
    int there = buffer.length() - position - Integer.BYTES;
    int length = there < 0 ? -1 : buffer.getInt(position);
    if (length < 0 || length > there) {
      return new Undecodable("a record was cut short on its way");
    }
    int start = position + Integer.BYTES;
    try {
      return RecordForms.decode(buffer.getBytes(start, start + length));
    } catch (WireException problem) {
      return new Undecodable(String.valueOf(problem.getMessage()));
    }
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
