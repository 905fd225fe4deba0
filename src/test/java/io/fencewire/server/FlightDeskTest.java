package io.fencewire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.flight.FlightFile;
import io.fencewire.flight.FlightOptions;
import io.fencewire.flight.Invariant;
import io.fencewire.flight.Note;
import io.fencewire.flight.Note.Ended;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ServerId;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a server writes by itself when a connection ends as none may. */
@ExtendWith(VertxExtension.class)
class FlightDeskTest {
  private static final Ended WRONG =
      new Ended(true, CloseReason.TOO_MANY_FAILURES, CloseOrigin.SERVER, "a send was refused");

  @TempDir
  private Path folder;

  private final ToyNetwork network = new ToyNetwork();
  private final Connection connection = new ToyServer(network, 1).dial(new ToyServer(network, 2));
  private final AtomicLong now = new AtomicLong(7);
  private Context context;

  @BeforeEach
  void takeContext(Vertx vertx) {
    context = vertx.getOrCreateContext();
  }

  @Test
  void whatLedToAWrongfulCloseIsWritten() throws Exception {
    FlightDesk desk = desk(folder.resolve("flights"));
    note(desk, new Note.Connected());
    note(desk, WRONG);
    awaitCount(desk, "flight_files", 1);

    List<Path> files = files();
    assertThat(files).hasSize(1);
    FlightFile written = FlightFile.read(files.get(0));
    assertThat(written.records()).hasSize(1);
    assertThat(written.records().get(0).header().why())
        .contains(connection.token().toString(), "TOO_MANY_FAILURES");
    assertThat(written.records().get(0).entries()).hasSize(2);
    assertThat(Invariant.check(written.records().get(0)))
        .extracting(breach -> breach.invariant().name())
        .containsExactly("WRONGFUL_CLOSE");
  }

  @Test
  void anEndThatIsInOrderWritesNothing() throws Exception {
    FlightDesk desk = desk(folder.resolve("flights"));
    note(desk, new Ended(true, CloseReason.SHUTDOWN, CloseOrigin.COMMAND, ""));
    note(desk, new Ended(true, CloseReason.SOCKET_FAILED, CloseOrigin.SOCKET, ""));

    assertThat(count(desk, "flight_wrongful")).isZero();
    assertThat(folder.resolve("flights")).doesNotExist();
  }

  @Test
  void thereIsOneFileAMinute() throws Exception {
    FlightDesk desk = desk(folder.resolve("flights"));
    note(desk, WRONG);
    awaitCount(desk, "flight_files", 1);
    now.addAndGet(Duration.ofSeconds(59).toNanos());
    note(desk, WRONG);
    assertThat(count(desk, "flight_unwritten")).isEqualTo(1);
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    Files.delete(files().get(0)); // the wall clock, which names them, may not have moved
    note(desk, WRONG);
    awaitCount(desk, "flight_files", 2);

    assertThat(count(desk, "flight_wrongful")).isEqualTo(3);
  }

  @Test
  void withoutAFolderOrWithAWrongOneItIsCounted() throws Exception {
    FlightDesk nowhere = desk(null);
    note(nowhere, WRONG);
    assertThat(count(nowhere, "flight_unwritten")).isEqualTo(1);

    FlightDesk wrong = desk(Files.writeString(folder.resolve("file"), "no folder"));
    note(wrong, WRONG);
    awaitCount(wrong, "flight_unwritten", 1);
    assertThat(count(wrong, "flight_files")).isZero();
  }

  private FlightDesk desk(@Nullable Path into) {
    return new FlightDesk(
        context,
        now::get,
        new FlightDesk.Self("alpha", new ServerId(1, 2)),
        new FlightOptions(16, into));
  }

  private void note(FlightDesk desk, Note note) throws Exception {
    turn(() -> {
      desk.note(connection, note);
      return true;
    });
  }

  private long count(FlightDesk desk, String counter) throws Exception {
    return turn(() -> desk.counters().get(counter));
  }

  private void awaitCount(FlightDesk desk, String counter, long least) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (count(desk, counter) < least) {
      assertThat(System.nanoTime() - end).as(counter).isNegative();
      Thread.onSpinWait();
    }
  }

  private <T> T turn(Supplier<T> call)
      throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<T> done = new CompletableFuture<>();
    context.runOnContext(turn -> done.complete(call.get()));
    return done.get(20, TimeUnit.SECONDS);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> listed = Files.list(folder.resolve("flights"))) {
      return listed.toList();
    }
  }
}
