package io.fencewire.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.json.JsonObject;

/**
 * Hands items and events over as JSON. The event bus asks it once per listener in this JVM and once
 * per other JVM with listeners, so that where nobody listens no JSON is made.
 *
 * <p>On the wire it passes itself off as Vert.x's own codec for a {@link JsonObject}, so that a JVM
 * that knows nothing of Fencewire, or a bridge, can read what is announced.
 */
final class JsonCodec implements MessageCodec<BusRecord, JsonObject> {
  /** The codec's name in delivery options. */
  static final String NAME = "fencewire.json";

  /** What Vert.x puts before a JsonObject on the wire, in place of a codec's name. */
  private static final byte JSON_OBJECT = 13;

  private static final byte BY_NAME = -1;

  private volatile byte id = BY_NAME;

  /** To be called once it is registered: Vert.x registers only codecs that go by their name. */
  void speakPlainly() {
    id = JSON_OBJECT;
  }

  @Override
  public JsonObject transform(BusRecord record) {
    return JsonForm.of(record);
  }

  @Override
  public void encodeToWire(Buffer buffer, BusRecord record) {
    Buffer json = JsonForm.of(record).toBuffer();
    buffer.appendInt(json.length()).appendBuffer(json);
  }

  @Override
  public JsonObject decodeFromWire(int position, Buffer buffer) {
    throw new UnsupportedOperationException("Vert.x's own codec reads what this one writes");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public byte systemCodecID() {
    return id;
  }
}
