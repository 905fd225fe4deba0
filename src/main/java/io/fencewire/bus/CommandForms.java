package io.fencewire.bus;

import io.fencewire.bus.ServerCommand.Ban;
import io.fencewire.bus.ServerCommand.Bye;
import io.fencewire.bus.ServerCommand.CloseConnection;
import io.fencewire.bus.ServerCommand.Connect;
import io.fencewire.bus.ServerCommand.FanOut;
import io.fencewire.bus.ServerCommand.Hello;
import io.fencewire.bus.ServerCommand.Send;
import io.fencewire.bus.ServerCommand.SendPing;
import io.fencewire.bus.ServerCommand.Target;
import io.fencewire.bus.ServerCommand.TellBlocks;
import io.fencewire.bus.ServerCommand.Yield;
import io.fencewire.wire.WireException;

/** How what is asked of a server is written, and beside it how it is read. */
final class CommandForms {
  private CommandForms() {}

  static void send(RecordWriter out, Send send) {
    out.token(send.token()).lease(send.lease()).number(send.deadline()).message(send.message());
  }

  static Send send(RecordReader in) throws WireException {
    return new Send(in.token(), in.lease(), in.number("deadline"), in.message());
  }

  static void fanOut(RecordWriter out, FanOut fanOut) {
    out.list(fanOut.targets(), (one, target) -> one.block(target, CommandForms::target))
        .number(fanOut.deadline())
        .message(fanOut.message());
  }

  static FanOut fanOut(RecordReader in) throws WireException {
    return new FanOut(
        in.list(one -> one.block(CommandForms::target, "target"), Integer.BYTES, "targets"),
        in.number("deadline"),
        in.message());
  }

  static void target(RecordWriter out, Target target) {
    out.token(target.token()).lease(target.lease());
  }

  static Target target(RecordReader in) throws WireException {
    return new Target(in.token(), in.lease());
  }

  static void ping(RecordWriter out, SendPing ping) {
    out.token(ping.token()).lease(ping.lease()).number(ping.deadline()).number(ping.nonce());
  }

  static SendPing ping(RecordReader in) throws WireException {
    return new SendPing(in.token(), in.lease(), in.number("deadline"), in.number("nonce"));
  }

  static void close(RecordWriter out, CloseConnection close) {
    out.token(close.token()).number(close.deadline()).code(WireCodes.REASON, close.reason());
  }

  static CloseConnection close(RecordReader in) throws WireException {
    return new CloseConnection(in.token(), in.number("deadline"), in.reason());
  }

  static void connect(RecordWriter out, Connect connect) {
    out.target(connect.target()).number(connect.deadline());
  }

  static Connect connect(RecordReader in) throws WireException {
    return new Connect(in.target(), in.number("deadline"));
  }

  static void ban(RecordWriter out, Ban ban) {
    out.peer(ban.peer()).number(ban.nanos()).number(ban.deadline());
  }

  static Ban ban(RecordReader in) throws WireException {
    return new Ban(in.peer(), in.number("nanos"), in.number("deadline"));
  }

  static void yielding(RecordWriter out, Yield yield) {
    out.token(yield.token()).connection(yield.stronger()).number(yield.deadline());
  }

  static Yield yielding(RecordReader in) throws WireException {
    return new Yield(in.token(), in.connection(), in.number("deadline"));
  }

  static void blocks(RecordWriter out, TellBlocks tell) {
    out.optional(tell.blocks(), RecordWriter::locators).number(tell.deadline());
  }

  static TellBlocks blocks(RecordReader in) throws WireException {
    return new TellBlocks(in.optional(RecordReader::locators, "blocks"), in.number("deadline"));
  }

  static void hello(RecordWriter out, Hello hello) {
    out.instance(hello.instance());
  }

  static Hello hello(RecordReader in) throws WireException {
    return new Hello(in.instance());
  }

  static void bye(RecordWriter out, Bye bye) {
    out.instance(bye.instance());
  }

  static Bye bye(RecordReader in) throws WireException {
    return new Bye(in.instance());
  }
}
