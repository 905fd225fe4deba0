package io.fencewire.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.json.JsonObject;

/**
 * Hands items and events over as JSON. The event bus asks it once per listener, so that where nobody
 * listens no JSON is made.
 */
final class JsonCodec implements MessageCodec<BusRecord, JsonObject> {
  /** The codec's name in delivery options. */
  static final String NAME = "fencewire.json";

  @Override
  public JsonObject transform(BusRecord record) {
    return JsonForm.of(record);
  }

  @Override
  public void encodeToWire(Buffer buffer, BusRecord record) {
    throw new UnsupportedOperationException("items and events as JSON stay in this JVM");
  }

  @Override
  public JsonObject decodeFromWire(int position, Buffer buffer) {
    throw new UnsupportedOperationException("items and events as JSON stay in their JVM");
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
