package io.fencewire.bus;

import io.fencewire.bus.GossipCommand.Digest;
import io.fencewire.bus.GossipCommand.Missing;
import io.fencewire.bus.GossipCommand.Shared;
import io.fencewire.bus.RefreshMessage.Beat;
import io.fencewire.bus.RefreshMessage.BookPage;
import io.fencewire.bus.RefreshMessage.Line;
import io.fencewire.wire.WireException;

/**
 * How what the instances of one role tell each other is written, and beside it how it is read: those
 * of gossip, and those of the refresher.
 */
final class MeshForms {
  private MeshForms() {}

  static void shared(RecordWriter out, Shared shared) {
    out.instance(shared.instance()).block(shared.item(), EventForms::item);
  }

  static Shared shared(RecordReader in) throws WireException {
    return new Shared(in.instance(), in.block(EventForms::item, "item"));
  }

  static void digest(RecordWriter out, Digest digest) {
    out.instance(digest.instance()).list(digest.keys(), RecordWriter::bytes);
  }

  static Digest digest(RecordReader in) throws WireException {
    return new Digest(
        in.instance(), in.list(one -> one.bytes("key"), RecordReader.BLOCK_MIN, "keys"));
  }

  static void missing(RecordWriter out, Missing missing) {
    out.instance(missing.asker()).list(missing.keys(), RecordWriter::bytes);
  }

  static Missing missing(RecordReader in) throws WireException {
    return new Missing(
        in.instance(), in.list(one -> one.bytes("key"), RecordReader.BLOCK_MIN, "keys"));
  }

  static void beat(RecordWriter out, Beat beat) {
    out.instance(beat.instance()).flag(beat.active());
  }

  static Beat beat(RecordReader in) throws WireException {
    return new Beat(in.instance(), in.flag("active"));
  }

  static void page(RecordWriter out, BookPage page) {
    out.instance(page.instance())
        .list(page.lines(), (one, line) -> one.block(line, MeshForms::line));
  }

  static BookPage page(RecordReader in) throws WireException {
    return new BookPage(
        in.instance(),
        in.list(one -> one.block(MeshForms::line, "line"), RecordReader.BLOCK_MIN, "lines"));
  }

  private static void line(RecordWriter out, Line line) {
    out.address(line.address())
        .text(line.source())
        .number(line.seenSeconds())
        .whole(line.failures())
        .optional(line.connectedSeconds(), RecordWriter::number);
  }

  private static Line line(RecordReader in) throws WireException {
    return new Line(
        in.address(),
        in.text("source"),
        in.number("age"),
        in.whole("failures"),
        in.optional(one -> one.number("age of the last connection"), "last connection"));
  }
}
