package io.fencewire.bus;

import io.fencewire.bus.SiblingMessage.Gained;
import io.fencewire.bus.SiblingMessage.Holds;
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
        .list(holds.connections(), RecordWriter::connection)
        .number(holds.reading());
  }

  static Holds holds(RecordReader in) throws WireException {
    return new Holds(
        in.server(),
        in.list(RecordReader::connection, Integer.BYTES, "connections"),
        in.number("reading"));
  }
}
