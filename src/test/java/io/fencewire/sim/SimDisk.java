package io.fencewire.sim;

import io.vertx.core.Promise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The disk of one node, with its address book. A write is only remembered, and made when a new start
 * wants to read: what the file holds in between nobody can see. A crash leaves the last book, the one
 * before it, or, if the disk breaks its word, a part of one.
 */
final class SimDisk {
  private static final long MILLI = 1_000_000L;

  private final World world;
  private final @Nullable Path book;
  private @Nullable Callable<?> written;
  private @Nullable Callable<?> writtenBefore;
  private @Nullable Actor reader;
  private boolean full;

  /** A disk that keeps the book at this path, or, without one, none. */
  SimDisk(World world, @Nullable Path book) {
    this.world = world;
    this.book = book;
  }

  @Nullable
  Path book() {
    return book;
  }

  /** From now on writes fail, or don't. */
  void full(boolean isFull) {
    full = isFull;
  }

  /** The first work of an instance is to read the book; all that comes later is writing. */
  void perform(Actor actor, Callable<?> work, Promise<Object> done) {
    long takes = world.choices().among(MILLI, 5 * MILLI, 100 * MILLI);
    if (actor != reader) {
      reader = actor;
      world.at(world.now() + takes, actor, () -> read(work, done));
    } else if (full) {
      world.at(world.now() + takes, actor, () -> done.fail(new IOException("no space is left")));
    } else {
      world.at(world.now() + takes, actor, () -> {
        writtenBefore = written;
        written = work;
        done.complete(null);
      });
    }
  }

  /** A crash in the middle of a write leaves the book before it, or the one that was written. */
  void crash() {
    if (writtenBefore != null && world.choices().oneIn(4)) {
      world.note(41, () -> "the crash left the book before the last");
      written = writtenBefore;
    }
  }

  /** Removes what was written for real. */
  void clear() {
    if (book == null || !Files.exists(book.getParent())) {
      return;
    }
    try (Stream<Path> files = Files.walk(book.getParent())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(Callable<?> load, Promise<Object> done) {
    try {
      if (written != null) {
        written.call();
        tear();
      }
      done.complete(load.call());
    } catch (Exception e) {
      done.fail(e);
    }
  }

  private void tear() throws IOException {
    if (book != null && world.choices().oneIn(8)) {
      world.note(42, () -> "the book is torn");
      byte[] whole = Files.readAllBytes(book);
      Files.write(book, Arrays.copyOf(whole, world.choices().pick(whole.length + 1)));
    }
  }
}
