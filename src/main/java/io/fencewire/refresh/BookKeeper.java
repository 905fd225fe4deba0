package io.fencewire.refresh;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the address book on disk from an event loop: one write at a time, not more often than every
 * few seconds, on a worker thread. A write that fails is logged and counted, and tried again.
 */
final class BookKeeper {
  /** The least time between two writes. */
  static final long PAUSE_NANOS = 5_000_000_000L;

  private static final Logger LOG = LoggerFactory.getLogger(BookKeeper.class);

  private final Vertx vertx;
  private final AddressBook book;
  private final @Nullable BookFile file;
  private Future<Void> writing = Future.succeededFuture();
  private boolean unwritten;
  private long writtenAt;
  private long writeFailures;

  /** Keeps the book in this file, or in memory only if there is none. */
  BookKeeper(Vertx vertx, AddressBook book, @Nullable BookFile file, long now) {
    this.vertx = vertx;
    this.book = book;
    this.file = file;
    this.writtenAt = now;
  }

  /** What was kept at the last stop; empty, with a word in the log, if that can't be read. */
  Future<List<BookEntry>> load() {
    BookFile kept = file;
    if (kept == null) {
      return Future.succeededFuture(List.of());
    }
    return vertx.executeBlocking(kept::load).map(loaded -> {
      if (!loaded.problem().isEmpty()) {
        LOG.warn("Starting with an empty address book: {}", loaded.problem());
      }
      return loaded.entries();
    });
  }

  /** Writes the book if it changed and the last write is long enough ago. */
  void saveIfDue(long now) {
    if (writing.isComplete() && now - writtenAt >= PAUSE_NANOS) {
      save(now);
    }
  }

  /** Writes what is not written yet, after the write that may be under way. */
  Future<Void> close(long now) {
    return writing.compose(done -> save(now));
  }

  /** Writes that failed. */
  long writeFailureCount() {
    return writeFailures;
  }

  private Future<Void> save(long now) {
    BookFile kept = file;
    unwritten |= book.takeChanged();
    if (kept == null || !unwritten) {
      return Future.succeededFuture();
    }
    unwritten = false;
    writtenAt = now;
    List<BookEntry> entries = book.saved(now);
    writing = vertx
        .<Void>executeBlocking(() -> {
          kept.save(entries);
          return null;
        })
        .recover(failure -> {
          unwritten = true;
          writeFailures++;
          LOG.warn(
              "The address book was not written; it will be tried again: {}", failure.toString());
          return Future.succeededFuture();
        });
    return writing;
  }
}
