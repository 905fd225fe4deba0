package io.fencewire.bus;

import io.fencewire.bus.RoleAnswer.Here;
import io.fencewire.bus.RoleAnswer.Identified;
import io.fencewire.bus.RoleAnswer.Prepared;
import io.fencewire.bus.RoleAnswer.Published;
import io.fencewire.bus.RoleAnswer.RoleStats;
import io.fencewire.bus.RoleAnswer.RttsAnswer;
import io.fencewire.bus.RoleAnswer.ServersAnswer;
import io.fencewire.bus.ServerAnswer.Answer;
import io.fencewire.bus.ServerAnswer.BlocksTold;
import io.fencewire.bus.ServerAnswer.ConnectAnswer;
import io.fencewire.bus.ServerAnswer.FanOutAnswer;
import io.fencewire.bus.ServerAnswer.ListAnswer;
import io.fencewire.bus.ServerAnswer.ServerStats;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Rtt;
import io.fencewire.wire.WireException;
import java.util.Map;
import java.util.stream.Collectors;

/** How what servers and roles answer is written, and beside it how it is read. */
final class AnswerForms {
  private AnswerForms() {}

  static void here(RecordWriter out, Here here) {
    out.instance(here.instance()).number(here.reading());
  }

  static Here here(RecordReader in) throws WireException {
    return new Here(in.instance(), in.number("reading"));
  }

  static void identified(RecordWriter out, Identified identified) {
    out.peer(identified.identity());
  }

  static Identified identified(RecordReader in) throws WireException {
    return new Identified(in.peer());
  }

  static void answer(RecordWriter out, Answer answer) {
    out.code(WireCodes.OUTCOME, answer.outcome()).number(answer.reading());
  }

  static Answer answer(RecordReader in) throws WireException {
    return new Answer(in.outcome(), in.number("reading"));
  }

  static void fanOut(RecordWriter out, FanOutAnswer answer) {
    out.list(answer.outcomes(), (one, outcome) -> one.code(WireCodes.OUTCOME, outcome))
        .number(answer.reading());
  }

  static FanOutAnswer fanOut(RecordReader in) throws WireException {
    return new FanOutAnswer(
        in.list(RecordReader::outcome, Byte.BYTES, "outcomes"), in.number("reading"));
  }

  static void connect(RecordWriter out, ConnectAnswer answer) {
    out.code(WireCodes.OUTCOME, answer.outcome())
        .optional(answer.token(), RecordWriter::token)
        .optional(answer.refusal(), (one, reason) -> one.code(WireCodes.REASON, reason))
        .text(answer.detail())
        .number(answer.reading());
  }

  static ConnectAnswer connect(RecordReader in) throws WireException {
    return new ConnectAnswer(
        in.outcome(),
        in.optional(RecordReader::token, "token"),
        in.optional(RecordReader::reason, "refusal"),
        in.text("detail"),
        in.number("reading"));
  }

  static void list(RecordWriter out, ListAnswer answer) {
    out.whole(answer.listed()).text(answer.problem()).number(answer.reading());
  }

  static ListAnswer list(RecordReader in) throws WireException {
    return new ListAnswer(in.whole("listed"), in.text("problem"), in.number("reading"));
  }

  static void blocksTold(RecordWriter out, BlocksTold told) {
    out.code(WireCodes.OUTCOME, told.outcome()).text(told.problem()).number(told.reading());
  }

  static BlocksTold blocksTold(RecordReader in) throws WireException {
    return new BlocksTold(in.outcome(), in.text("problem"), in.number("reading"));
  }

  static void serverStats(RecordWriter out, ServerStats stats) {
    out.numbers(stats.gauges()).numbers(stats.counters()).number(stats.reading());
  }

  static ServerStats serverStats(RecordReader in) throws WireException {
    return new ServerStats(in.numbers("gauges"), in.numbers("counters"), in.number("reading"));
  }

  static void prepared(RecordWriter out, Prepared prepared) {
    out.token(prepared.token()).lease(prepared.lease());
  }

  static Prepared prepared(RecordReader in) throws WireException {
    return new Prepared(in.token(), in.lease());
  }

  static void roleStats(RecordWriter out, RoleStats stats) {
    out.numbers(stats.gauges()).numbers(stats.counters());
  }

  static RoleStats roleStats(RecordReader in) throws WireException {
    return new RoleStats(in.numbers("gauges"), in.numbers("counters"));
  }

  static void rtts(RecordWriter out, RttsAnswer answer) {
    out.list(answer.rtts().entrySet(), (one, entry) -> one.block(entry, AnswerForms::rtt));
  }

  static RttsAnswer rtts(RecordReader in) throws WireException {
    return new RttsAnswer(
        in
            .list(one -> one.block(AnswerForms::rtt, "round-trip times"), Integer.BYTES, "rtts")
            .stream()
            .collect(Collectors.toUnmodifiableMap(
                Map.Entry::getKey, Map.Entry::getValue, (first, second) -> second)));
  }

  static void servers(RecordWriter out, ServersAnswer answer) {
    out.list(answer.servers(), RecordWriter::server);
  }

  static ServersAnswer servers(RecordReader in) throws WireException {
    return new ServersAnswer(in.list(RecordReader::server, 2 * Long.BYTES, "servers"));
  }

  static void published(RecordWriter out, Published published) {
    out.text(published.id()).text(published.problem());
  }

  static Published published(RecordReader in) throws WireException {
    return new Published(in.text("id"), in.text("problem"));
  }

  private static void rtt(RecordWriter out, Map.Entry<ConnectionToken, Rtt> entry) {
    Rtt rtt = entry.getValue();
    out.token(entry.getKey())
        .number(rtt.lastNanos())
        .number(rtt.minNanos())
        .number(rtt.smoothedNanos());
  }

  private static Map.Entry<ConnectionToken, Rtt> rtt(RecordReader in) throws WireException {
    return Map.entry(
        in.token(), new Rtt(in.number("last"), in.number("smallest"), in.number("smoothed")));
  }
}
