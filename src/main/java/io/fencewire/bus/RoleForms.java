package io.fencewire.bus;

import io.fencewire.bus.RoleMessage.Ended;
import io.fencewire.bus.RoleMessage.Holding;
import io.fencewire.bus.RoleMessage.Prepare;
import io.fencewire.bus.RoleMessage.Promoted;
import io.fencewire.bus.RoleMessage.Received;
import io.fencewire.bus.RoleMessage.Snapshot;
import io.fencewire.wire.WireException;

/** How what a server tells a role is written, and beside it how it is read. */
final class RoleForms {
  private RoleForms() {}

  static void prepare(RecordWriter out, Prepare prepare) {
    out.connection(prepare.connection()).lease(prepare.lease()).number(prepare.reading());
  }

  static Prepare prepare(RecordReader in) throws WireException {
    return new Prepare(in.connection(), in.lease(), in.number("reading"));
  }

  static void promoted(RecordWriter out, Promoted promoted) {
    out.token(promoted.token()).number(promoted.reading());
  }

  static Promoted promoted(RecordReader in) throws WireException {
    return new Promoted(in.token(), in.number("reading"));
  }

  static void ended(RecordWriter out, Ended ended) {
    out.token(ended.token())
        .code(WireCodes.REASON, ended.reason())
        .code(WireCodes.ORIGIN, ended.origin())
        .number(ended.reading());
  }

  static Ended ended(RecordReader in) throws WireException {
    return new Ended(
        in.token(), in.reason(), in.code(WireCodes.ORIGIN, "origin"), in.number("reading"));
  }

  static void received(RecordWriter out, Received received) {
    out.token(received.token()).message(received.message()).number(received.reading());
  }

  static Received received(RecordReader in) throws WireException {
    return new Received(in.token(), in.message(), in.number("reading"));
  }

  static void snapshot(RecordWriter out, Snapshot snapshot) {
    out.server(snapshot.serverId())
        .text(snapshot.jvm())
        .address(snapshot.listening())
        .list(snapshot.instances(), RecordWriter::instance)
        .list(snapshot.holdings(), (one, holding) -> one.block(holding, RoleForms::holding))
        .number(snapshot.reading());
  }

  static Snapshot snapshot(RecordReader in) throws WireException {
    return new Snapshot(
        in.server(),
        in.text("jvm"),
        in.address(),
        in.list(RecordReader::instance, RecordReader.BLOCK_MIN, "instances"),
        in.list(one -> one.block(RoleForms::holding, "holding"), Integer.BYTES, "holdings"),
        in.number("reading"));
  }

  private static void holding(RecordWriter out, Holding holding) {
    out.connection(holding.connection())
        .code(WireCodes.STATE, holding.state())
        .lease(holding.lease())
        .flag(holding.busy())
        .optional(holding.height(), RecordWriter::number);
  }

  private static Holding holding(RecordReader in) throws WireException {
    return new Holding(
        in.connection(),
        in.code(WireCodes.STATE, "state"),
        in.lease(),
        in.flag("busy"),
        in.appended(one -> one.number("height"), "height"));
  }
}
