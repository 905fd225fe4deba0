package io.fencewire.server;

import io.fencewire.bus.BusRecord;
import io.fencewire.bus.Inquiry.FlightAnswer;
import io.fencewire.bus.NodeBus;
import io.fencewire.flight.FlightFolder;
import io.fencewire.flight.FlightLines;
import io.fencewire.flight.FlightOptions;
import io.fencewire.flight.FlightRecord;
import io.fencewire.flight.FlightRecorder;
import io.fencewire.flight.Note;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.ServerId;
import io.vertx.core.Context;
import io.vertx.core.eventbus.Message;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the flight recorder of one server: stamps what it is told with the time, hands the record out,
 * and writes it into a folder by itself when a connection has ended as none may. Then it writes once a
 * minute at most: what happened meanwhile is in the next file.
 */
final class FlightDesk {
  private static final Logger LOG = LoggerFactory.getLogger(FlightDesk.class);
  private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Context context;
  private final LongSupplier nanoTime;
  private final Self self;
  private final @Nullable Path folder;
  private final FlightRecorder recorder;
  private final LogLimit limit = new LogLimit();
  private long writtenAt;
  private boolean hasWritten;
  private long wrongful;
  private long files;
  private long unwritten;

  FlightDesk(Context context, LongSupplier nanoTime, Self self, FlightOptions options) {
    this.context = context;
    this.nanoTime = nanoTime;
    this.self = self;
    this.folder = options.folder();
    this.recorder = new FlightRecorder(options.entries());
  }

  /** Whose record it is. */
  record Self(String node, ServerId server) {}

  /** Notes what has happened to a connection; null if a command met none. */
  void note(@Nullable Connection connection, Note note) {
    long now = nanoTime.getAsLong();
    if (connection == null) {
      recorder.note(now, 0, null, null, note);
      return;
    }
    ConnectionToken token = connection.hasToken() ? connection.token() : null;
    recorder.note(now, connection.number(), token, peer(connection), note);
    if (note instanceof Note.Ended end) {
      recorder.objection(connection.number(), end).ifPresent(objection -> {
        String what = connection + ": " + end.reason() + ": " + objection;
        warn(end, what, now);
        wrongful(what, now);
      });
    }
  }

  /** Answers with all there is. */
  void answer(Message<BusRecord> message) {
    FlightRecord record = record("asked for");
    context
        .executeBlocking(() -> new FlightAnswer(FlightLines.of(record)), false)
        .onSuccess(lines -> NodeBus.answer(message, lines))
        .onFailure(problem -> message.fail(500, String.valueOf(problem.getMessage())));
  }

  /** How many entries are kept. */
  int size() {
    return recorder.size();
  }

  /** What it has counted. */
  Map<String, Long> counters() {
    Map<String, Long> counters = new HashMap<>();
    recorder
        .dropped()
        .forEach((lane, count) ->
            counters.put("flight_dropped." + lane.name().toLowerCase(Locale.ROOT), count));
    counters.put("flight_wrongful", wrongful);
    counters.put("flight_files", files);
    counters.put("flight_unwritten", unwritten);
    return counters;
  }

  private static @Nullable PeerId peer(Connection connection) {
    if (connection.hasToken()) {
      return connection.facts().peer();
    }
    return connection.isProven() ? connection.handshake().proven().peer() : null;
  }

  private void warn(Note.Ended end, String what, long now) {
    long omitted = limit.take(end.reason(), now);
    if (omitted >= 0) {
      LOG.warn(
          "a connection has ended as none may: {} ({} like it were not logged)", what, omitted);
    }
  }

  /** Written in a later turn, so that what this one still does to the connection is in it. */
  private void wrongful(String what, long now) {
    wrongful++;
    if (folder == null || (hasWritten && now - writtenAt < PAUSE_NANOS)) {
      unwritten++;
      return;
    }
    hasWritten = true;
    writtenAt = now;
    context.runOnContext(later -> write(folder, record(what)));
  }

  private void write(Path into, FlightRecord record) {
    context
        .executeBlocking(() -> FlightFolder.write(into, record), false)
        .onSuccess(file -> {
          files++;
          LOG.warn("what led to it is in {}; 'fencewire replay' tells it", file);
        })
        .onFailure(problem -> {
          unwritten++;
          LOG.warn(
              "no flight record could be written into {} (flight.folder): {}",
              into,
              problem.toString());
        });
  }

  /** What it holds now. */
  FlightRecord record(String why) {
    return new FlightRecord(
        new FlightRecord.Header(
            self.node,
            self.server.toString(),
            nanoTime.getAsLong(),
            System.currentTimeMillis(),
            why,
            recorder.dropped()),
        recorder.entries());
  }
}
