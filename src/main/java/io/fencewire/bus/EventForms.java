package io.fencewire.bus;

import io.fencewire.bus.GossipCommand.Item;
import io.fencewire.bus.GossipCommand.Judged;
import io.fencewire.bus.GossipCommand.PublishItem;
import io.fencewire.bus.PeerEvent.Abandoned;
import io.fencewire.bus.PeerEvent.Connected;
import io.fencewire.bus.PeerEvent.Disconnected;
import io.fencewire.wire.WireException;

/** How items and events are written, and beside it how they are read. */
final class EventForms {
  private EventForms() {}

  static void publish(RecordWriter out, PublishItem command) {
    out.text(command.topic()).bytes(command.body()).number(command.deadline());
  }

  static PublishItem publish(RecordReader in) throws WireException {
    return new PublishItem(in.text("topic"), in.bytes("body"), in.number("deadline"));
  }

  static void item(RecordWriter out, Item item) {
    out.text(item.topic())
        .text(item.id())
        .bytes(item.body())
        .optional(item.from(), RecordWriter::peer);
  }

  static Item item(RecordReader in) throws WireException {
    return new Item(
        in.text("topic"), in.text("id"), in.bytes("body"), in.optional(RecordReader::peer, "from"));
  }

  static void judged(RecordWriter out, Judged judged) {
    out.code(WireCodes.JUDGEMENT, judged.judgement());
  }

  static Judged judged(RecordReader in) throws WireException {
    return new Judged(in.code(WireCodes.JUDGEMENT, "judgement"));
  }

  static void connected(RecordWriter out, Connected event) {
    out.connection(event.connection());
  }

  static Connected connected(RecordReader in) throws WireException {
    return new Connected(in.connection());
  }

  static void disconnected(RecordWriter out, Disconnected event) {
    out.connection(event.connection())
        .code(WireCodes.REASON, event.reason())
        .code(WireCodes.ORIGIN, event.origin());
  }

  static Disconnected disconnected(RecordReader in) throws WireException {
    return new Disconnected(in.connection(), in.reason(), in.code(WireCodes.ORIGIN, "origin"));
  }

  static void abandoned(RecordWriter out, Abandoned event) {
    out.number(event.session())
        .peer(event.peer())
        .code(WireCodes.REASON, event.reason())
        .code(WireCodes.ORIGIN, event.origin());
  }

  static Abandoned abandoned(RecordReader in) throws WireException {
    return new Abandoned(
        in.number("session"), in.peer(), in.reason(), in.code(WireCodes.ORIGIN, "origin"));
  }

  static void asks(RecordWriter out, PeerAsks asks) {
    out.token(asks.token()).peer(asks.peer()).message(asks.request()).number(asks.nanos());
  }

  static PeerAsks asks(RecordReader in) throws WireException {
    return new PeerAsks(in.token(), in.peer(), in.message(), in.number("nanos"));
  }

  static void undecodable(RecordWriter out, Undecodable record) {
    out.text(record.what());
  }

  static Undecodable undecodable(RecordReader in) throws WireException {
    return new Undecodable(in.text("what"));
  }
}
