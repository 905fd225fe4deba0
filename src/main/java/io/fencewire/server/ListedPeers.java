package io.fencewire.server;

import io.fencewire.peer.PeerId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of the identities that are admitted: one per line, 64 hexadecimal digits; empty lines and
 * comments from {@code #} on are skipped. It is read again when it has changed, never on the event
 * loop, and a file that is broken leaves in force what was read before.
 */
final class ListedPeers {
  private static final Logger LOG = LoggerFactory.getLogger(ListedPeers.class);
  private static final long CHECK_MILLIS = 2_000;
  private static final long SIZE_MAX = 16L << 20;
  private static final Pattern IDENTITY = Pattern.compile("[0-9a-fA-F]{64}");

  private final Vertx vertx;
  private final Path file;
  private final Consumer<Set<PeerId>> taker;
  private String seen = "";
  private long timer;
  private boolean stopped;

  /** Gives each new list to {@code taker}, on the context that calls. */
  ListedPeers(Vertx vertx, Path file, Consumer<Set<PeerId>> taker) {
    this.vertx = vertx;
    this.file = file;
    this.taker = taker;
  }

  /** What was read, and from which state of the file. */
  private record Reading(
      String stamp, @Nullable Set<PeerId> list, @Nullable IOException problem) {}

  /** Reads the list, and watches the file from then on; fails if there is no good one. */
  Future<Integer> begin() {
    return reload().onSuccess(count -> watch());
  }

  /** Reads the list now; fails, with words about what is wrong, if the file is no good. */
  Future<Integer> reload() {
    return vertx.executeBlocking(() -> look("")).compose(this::take);
  }

  /** Watches no more. */
  void end() {
    stopped = true;
    vertx.cancelTimer(timer);
  }

  /** The identities in a file; the message of the exception names the line that is wrong. */
  static Set<PeerId> read(Path file) throws IOException {
    if (Files.size(file) > SIZE_MAX) {
      throw new IOException(file + " has more than " + SIZE_MAX + " bytes");
    }
    List<String> lines = Files.readString(file, StandardCharsets.UTF_8).lines().toList();
    Set<PeerId> list = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceFirst("#.*", "").strip();
      if (!line.isEmpty() && !IDENTITY.matcher(line).matches()) {
        throw new IOException(file + " is broken in line " + (i + 1)
            + ": an identity (64 hexadecimal digits) or a # comment would be right");
      }
      if (!line.isEmpty()) {
        list.add(PeerId.parse(line));
      }
    }
    return list;
  }

  private void watch() {
    if (!stopped) {
      timer = vertx.setTimer(
          CHECK_MILLIS,
          fired -> vertx
              .executeBlocking(() -> look(seen))
              .compose(this::take)
              .onFailure(problem ->
                  LOG.warn("{}; the list read before stays in force", problem.getMessage()))
              .onComplete(looked -> watch()));
    }
  }

  /** Reads the file unless it is as it was at the last look; on a worker thread. */
  private Reading look(String known) {
    String stamp = stamp();
    if (stamp.equals(known)) {
      return new Reading(stamp, null, null);
    }
    try {
      return new Reading(stamp, read(file), null);
    } catch (IOException e) {
      // The message of a FileSystemException is no more than the path; its class is what is wrong.
      String what =
          e.getClass() == IOException.class ? String.valueOf(e.getMessage()) : e.toString();
      return new Reading(
          stamp, null, new IOException("the list of peers can't be read: " + what, e));
    }
  }

  private String stamp() {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return now.lastModifiedTime() + " " + now.size() + " " + now.fileKey();
    } catch (IOException e) {
      return "none";
    }
  }

  private Future<Integer> take(Reading reading) {
    seen = reading.stamp;
    if (reading.problem != null) {
      return Future.failedFuture(reading.problem);
    }
    if (reading.list == null || stopped) {
      return Future.succeededFuture(0);
    }
    LOG.info("{} lists {} peers", file, reading.list.size());
    taker.accept(reading.list);
    return Future.succeededFuture(reading.list.size());
  }
}
