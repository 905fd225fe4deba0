package io.fencewire.bus;

import io.fencewire.bus.RecordReader.Reading;
import io.fencewire.wire.ByteReader;
import io.fencewire.wire.ByteWriter;
import io.fencewire.wire.WireException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Every record as bytes: one byte for the version, one for the kind of record, then its fields,
 * numbers with the low byte first.
 *
 * <p>So that the JVMs of a node can be replaced one by one, a version may add kinds, and may append
 * fields to a record or to a block within it: an older reader refuses the kind and skips the fields,
 * and a newer one gives a field that is not there its default. A change of any other sort is a new
 * version, which an older reader refuses whole.
 */
final class RecordForms {
  /** The only version so far. */
  static final int VERSION = 1;

  /** The kinds. A number that was once given away is never used for another record. */
  static final List<Form<?>> TABLE = List.of(
      new Form<>(0, Undecodable.class, EventForms::undecodable, EventForms::undecodable),
      // to a server
      new Form<>(1, ServerCommand.Send.class, CommandForms::send, CommandForms::send),
      new Form<>(2, ServerCommand.FanOut.class, CommandForms::fanOut, CommandForms::fanOut),
      new Form<>(3, ServerCommand.SendPing.class, CommandForms::ping, CommandForms::ping),
      new Form<>(4, ServerCommand.CloseConnection.class, CommandForms::close, CommandForms::close),
      new Form<>(5, ServerCommand.Connect.class, CommandForms::connect, CommandForms::connect),
      new Form<>(6, ServerCommand.Ban.class, CommandForms::ban, CommandForms::ban),
      empty(7, ServerCommand.ReadList.class, ServerCommand.ReadList::new),
      empty(8, ServerCommand.Inspect.class, ServerCommand.Inspect::new),
      new Form<>(9, ServerCommand.Hello.class, CommandForms::hello, CommandForms::hello),
      empty(10, ServerCommand.Drain.class, ServerCommand.Drain::new),
      empty(11, ServerCommand.AskStats.class, ServerCommand.AskStats::new),
      new Form<>(12, ServerCommand.Yield.class, CommandForms::yielding, CommandForms::yielding),
      new Form<>(13, ServerCommand.Bye.class, CommandForms::bye, CommandForms::bye),
      // answers of a server
      new Form<>(32, ServerAnswer.Answer.class, AnswerForms::answer, AnswerForms::answer),
      new Form<>(33, ServerAnswer.FanOutAnswer.class, AnswerForms::fanOut, AnswerForms::fanOut),
      new Form<>(34, ServerAnswer.ConnectAnswer.class, AnswerForms::connect, AnswerForms::connect),
      new Form<>(35, ServerAnswer.ListAnswer.class, AnswerForms::list, AnswerForms::list),
      new Form<>(
          36, ServerAnswer.ServerStats.class, AnswerForms::serverStats, AnswerForms::serverStats),
      // to a role
      new Form<>(64, RoleMessage.Prepare.class, RoleForms::prepare, RoleForms::prepare),
      new Form<>(65, RoleMessage.Promoted.class, RoleForms::promoted, RoleForms::promoted),
      new Form<>(66, RoleMessage.Ended.class, RoleForms::ended, RoleForms::ended),
      new Form<>(67, RoleMessage.Received.class, RoleForms::received, RoleForms::received),
      new Form<>(68, RoleMessage.Snapshot.class, RoleForms::snapshot, RoleForms::snapshot),
      empty(69, RoleQuestion.class, RoleQuestion::new),
      empty(70, AskRtts.class, AskRtts::new),
      empty(71, AskServers.class, AskServers::new),
      empty(72, RoleCall.class, RoleCall::new),
      empty(73, IdentityCall.class, IdentityCall::new),
      // answers of a role
      new Form<>(96, RoleAnswer.Prepared.class, AnswerForms::prepared, AnswerForms::prepared),
      empty(97, RoleAnswer.Taken.class, RoleAnswer.Taken::new),
      new Form<>(98, RoleAnswer.RoleStats.class, AnswerForms::roleStats, AnswerForms::roleStats),
      new Form<>(99, RoleAnswer.RttsAnswer.class, AnswerForms::rtts, AnswerForms::rtts),
      new Form<>(100, RoleAnswer.ServersAnswer.class, AnswerForms::servers, AnswerForms::servers),
      new Form<>(101, RoleAnswer.Published.class, AnswerForms::published, AnswerForms::published),
      new Form<>(102, RoleAnswer.Here.class, AnswerForms::here, AnswerForms::here),
      new Form<>(
          103, RoleAnswer.Identified.class, AnswerForms::identified, AnswerForms::identified),
      // items and events
      new Form<>(128, GossipCommand.PublishItem.class, EventForms::publish, EventForms::publish),
      new Form<>(129, GossipCommand.Item.class, EventForms::item, EventForms::item),
      new Form<>(130, GossipCommand.Judged.class, EventForms::judged, EventForms::judged),
      new Form<>(131, GossipCommand.Shared.class, MeshForms::shared, MeshForms::shared),
      new Form<>(132, GossipCommand.Digest.class, MeshForms::digest, MeshForms::digest),
      new Form<>(133, GossipCommand.Missing.class, MeshForms::missing, MeshForms::missing),
      new Form<>(160, PeerEvent.Connected.class, EventForms::connected, EventForms::connected),
      new Form<>(
          161, PeerEvent.Disconnected.class, EventForms::disconnected, EventForms::disconnected),
      new Form<>(162, PeerEvent.Abandoned.class, EventForms::abandoned, EventForms::abandoned),
      // from server to server
      new Form<>(192, SiblingMessage.Gained.class, SiblingForms::gained, SiblingForms::gained),
      new Form<>(193, SiblingMessage.Lost.class, SiblingForms::lost, SiblingForms::lost),
      new Form<>(194, SiblingMessage.Holds.class, SiblingForms::holds, SiblingForms::holds),
      new Form<>(
          195, SiblingMessage.HandsOver.class, SiblingForms::handsOver, SiblingForms::handsOver),
      // from refresher to refresher
      new Form<>(224, RefreshMessage.Beat.class, MeshForms::beat, MeshForms::beat),
      new Form<>(225, RefreshMessage.BookPage.class, MeshForms::page, MeshForms::page),
      // what operators ask
      empty(240, Inquiry.AskBook.class, Inquiry.AskBook::new),
      new Form<>(241, Inquiry.BookAnswer.class, InquiryForms::book, InquiryForms::book),
      empty(242, Inquiry.AskTopics.class, Inquiry.AskTopics::new),
      new Form<>(243, Inquiry.TopicsAnswer.class, InquiryForms::topics, InquiryForms::topics),
      empty(244, Inquiry.AskLoads.class, Inquiry.AskLoads::new),
      new Form<>(245, Inquiry.LoadsAnswer.class, InquiryForms::loads, InquiryForms::loads),
      empty(246, Inquiry.AskRefusals.class, Inquiry.AskRefusals::new),
      new Form<>(247, Inquiry.RefusalsAnswer.class, InquiryForms::refusals, InquiryForms::refusals),
      empty(248, Inquiry.AskFlight.class, Inquiry.AskFlight::new),
      new Form<>(249, Inquiry.FlightAnswer.class, InquiryForms::flight, InquiryForms::flight),
      // what an application adds in an Aleo network
      new Form<>(250, ServerCommand.TellBlocks.class, CommandForms::blocks, CommandForms::blocks),
      new Form<>(
          251, ServerAnswer.BlocksTold.class, AnswerForms::blocksTold, AnswerForms::blocksTold),
      new Form<>(252, PeerAsks.class, EventForms::asks, EventForms::asks));

  private static final Map<Class<?>, Form<?>> BY_TYPE = new HashMap<>();
  private static final Map<Integer, Form<?>> BY_KIND = new HashMap<>();

  static {
    for (Form<?> form : TABLE) {
      BY_TYPE.put(form.type, form);
      BY_KIND.put(form.kind, form);
    }
  }

  private RecordForms() {}

  /**
   * One kind of record.
   *
   * @param kind its number, 0 to 255
   */
  record Form<T extends BusRecord>(
      int kind, Class<T> type, BiConsumer<RecordWriter, T> writing, Reading<T> reading) {
    private void write(BusRecord record, ByteWriter out) {
      writing.accept(new RecordWriter(out.u8(VERSION).u8(kind)), type.cast(record));
    }

    private BusRecord read(ByteReader in) throws WireException {
      try {
        return reading.read(new RecordReader(in));
      } catch (WireException | IllegalArgumentException e) {
        // what the record itself refuses can't have been meant either
        throw new WireException("no " + type.getSimpleName() + ": " + e.getMessage());
      }
    }
  }

  /** The bytes of a record; those of an {@link Undecodable} if it can't be written. */
  static byte[] encode(BusRecord record) {
    try {
      return write(record);
    } catch (IllegalArgumentException problem) {
      String type = record.getClass().getSimpleName();
      return write(
          new Undecodable("the sender could not write a " + type + ": " + problem.getMessage()));
    }
  }

  /**
   * The record that these bytes begin with; what is behind its fields is skipped.
   *
   * @throws WireException if they are none that this version knows; nothing else is thrown
   */
  static BusRecord decode(byte[] bytes) throws WireException {
    ByteReader in = new ByteReader(bytes, 0, bytes.length);
    int version = in.u8("version");
    if (version != VERSION) {
      throw new WireException("a record of version " + version + " of the bus; this JVM reads "
          + "version " + VERSION + " only");
    }
    int kind = in.u8("kind");
    Form<?> form = BY_KIND.get(kind);
    if (form == null) {
      throw new WireException("a record of kind " + kind + ", which version " + VERSION
          + " of the bus does not have in this JVM; a newer Fencewire may have sent it");
    }
    return form.read(in);
  }

  private static byte[] write(BusRecord record) {
    ByteWriter out = new ByteWriter(128);
    Objects.requireNonNull(BY_TYPE.get(record.getClass())).write(record, out);
    return out.toArray();
  }

  private static <T extends BusRecord> Form<T> empty(int kind, Class<T> type, Supplier<T> record) {
    return new Form<>(kind, type, (out, none) -> {}, in -> record.get());
  }
}
