package io.fencewire.bus;

import io.fencewire.bus.Inquiry.BookAnswer;
import io.fencewire.bus.Inquiry.FlightAnswer;
import io.fencewire.bus.Inquiry.KnownAddress;
import io.fencewire.bus.Inquiry.Load;
import io.fencewire.bus.Inquiry.LoadsAnswer;
import io.fencewire.bus.Inquiry.Refusal;
import io.fencewire.bus.Inquiry.RefusalsAnswer;
import io.fencewire.bus.Inquiry.TopicsAnswer;
import io.fencewire.wire.WireException;

/** How what operators are answered is written, and beside it how it is read. */
final class InquiryForms {
  private InquiryForms() {}

  static void book(RecordWriter out, BookAnswer book) {
    out.list(book.addresses(), (one, known) -> one.block(known, InquiryForms::known));
  }

  static BookAnswer book(RecordReader in) throws WireException {
    return new BookAnswer(
        in.list(one -> one.block(InquiryForms::known, "address"), Integer.BYTES, "addresses"));
  }

  static void topics(RecordWriter out, TopicsAnswer topics) {
    out.numbers(topics.delivered()).number(topics.others());
  }

  static TopicsAnswer topics(RecordReader in) throws WireException {
    return new TopicsAnswer(in.numbers("topics"), in.number("others"));
  }

  static void flight(RecordWriter out, FlightAnswer flight) {
    out.list(flight.lines(), RecordWriter::text);
  }

  static FlightAnswer flight(RecordReader in) throws WireException {
    return new FlightAnswer(in.list(one -> one.text("line"), Short.BYTES, "lines"));
  }

  static void loads(RecordWriter out, LoadsAnswer loads) {
    out.list(loads.loads(), (one, load) -> one.block(load, InquiryForms::load));
  }

  static LoadsAnswer loads(RecordReader in) throws WireException {
    return new LoadsAnswer(
        in.list(one -> one.block(InquiryForms::load, "load"), Integer.BYTES, "loads"));
  }

  static void refusals(RecordWriter out, RefusalsAnswer refusals) {
    out.list(refusals.refusals(), (one, refusal) -> one.block(refusal, InquiryForms::refusal));
  }

  static RefusalsAnswer refusals(RecordReader in) throws WireException {
    return new RefusalsAnswer(
        in.list(one -> one.block(InquiryForms::refusal, "refusal"), Integer.BYTES, "refusals"));
  }

  private static void refusal(RecordWriter out, Refusal refusal) {
    out.token(refusal.token())
        .text(refusal.command())
        .code(WireCodes.OUTCOME, refusal.outcome())
        .number(refusal.times())
        .number(refusal.ageNanos());
  }

  private static Refusal refusal(RecordReader in) throws WireException {
    return new Refusal(
        in.token(),
        in.text("command"),
        in.code(WireCodes.OUTCOME, "outcome"),
        in.number("times"),
        in.number("age"));
  }

  private static void load(RecordWriter out, Load load) {
    out.token(load.token())
        .number(load.ageNanos())
        .number(load.bytesIn())
        .number(load.bytesOut())
        .number(load.queuedBytes());
  }

  private static Load load(RecordReader in) throws WireException {
    return new Load(
        in.token(),
        in.number("age"),
        in.number("bytes in"),
        in.number("bytes out"),
        in.number("queued bytes"));
  }

  private static void known(RecordWriter out, KnownAddress known) {
    out.address(known.address())
        .text(known.source())
        .number(known.seenSeconds())
        .whole(known.failures())
        .optional(known.connectedSeconds(), RecordWriter::number);
  }

  private static KnownAddress known(RecordReader in) throws WireException {
    return new KnownAddress(
        in.address(),
        in.text("source"),
        in.number("seen"),
        in.whole("failures"),
        in.optional(one -> one.number("connected"), "connected"));
  }
}
