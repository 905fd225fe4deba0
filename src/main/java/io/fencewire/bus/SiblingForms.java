package io.fencewire.bus;

import io.fencewire.bus.SiblingMessage.Gained;
import io.fencewire.bus.SiblingMessage.HandsOver;
import io.fencewire.bus.SiblingMessage.Holds;
import io.fencewire.bus.SiblingMessage.Home;
import io.fencewire.bus.SiblingMessage.Lost;
import io.fencewire.wire.WireException;

/** How what the servers of a node tell each other is written, and beside it how it is read. */
final class SiblingForms {
  private SiblingForms() {}

  static void gained(RecordWriter out, Gained gained) {
    out.connection(gained.connection()).number(gained.reading());
  }

  static Gained gained(RecordReader in) throws WireException {
    return new Gained(in.connection(), in.number("reading"));
  }

  static void lost(RecordWriter out, Lost lost) {
    out.token(lost.token()).peer(lost.peer()).number(lost.reading());
  }

  static Lost lost(RecordReader in) throws WireException {
    return new Lost(in.token(), in.peer(), in.number("reading"));
  }

  static void holds(RecordWriter out, Holds holds) {
    out.server(holds.serverId())
        .block(holds.home(), SiblingForms::home)
        .list(holds.connections(), RecordWriter::connection)
        .number(holds.reading());
  }

  static Holds holds(RecordReader in) throws WireException {
    return new Holds(
        in.server(),
        in.block(SiblingForms::home, "home"),
        in.list(RecordReader::connection, RecordReader.BLOCK_MIN, "connections"),
        in.number("reading"));
  }

  static void handsOver(RecordWriter out, HandsOver handsOver) {
    out.server(handsOver.serverId())
        .list(handsOver.connections(), RecordWriter::connection)
        .number(handsOver.reading());
  }

  static HandsOver handsOver(RecordReader in) throws WireException {
    return new HandsOver(
        in.server(),
        in.list(RecordReader::connection, RecordReader.BLOCK_MIN, "connections"),
        in.number("reading"));
  }

  private static void home(RecordWriter out, Home home) {
    out.text(home.jvm()).peer(home.identity());
  }

  private static Home home(RecordReader in) throws WireException {
    return new Home(in.text("jvm"), in.peer());
  }
}
