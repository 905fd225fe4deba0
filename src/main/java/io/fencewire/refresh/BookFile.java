package io.fencewire.refresh;

import io.fencewire.peer.ListenAddress;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The address book on disk, a JSON file that only its owner may read. It is written beside its place
 * and then put there in one step, so that a crash leaves the old book or the new one. Blocks; never
 * called on an event loop.
 */
final class BookFile {
  /** A larger file is not a book of ours. */
  static final long BYTES_MAX = 8L * 1024 * 1024;

  /** So many corrupt books are kept; the last is replaced after that. */
  static final int CORRUPT_MAX = 100;

  private static final int VERSION = 1;

  private final Path path;
  private final Path directory;
  private final boolean posix;

  /** The book at this path, which need not exist yet. */
  BookFile(Path path) {
    this.path = path.toAbsolutePath().normalize();
    Path parent = this.path.getParent();
    this.directory = parent == null ? this.path : parent;
    this.posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /**
   * Reads the book. One that can't be read or understood is set aside, and an empty one is given.
   *
   * @throws IllegalArgumentException if the path is a directory, which is never set aside
   */
  Loaded load() {
    if (Files.isDirectory(path)) {
      throw new IllegalArgumentException(
          "refresh.book must name a file, and " + path + " is a directory");
    }
    if (!Files.exists(path)) {
      return new Loaded(List.of(), "");
    }
    try {
      return new Loaded(read(), "");
    } catch (IOException | IllegalArgumentException | DecodeException e) {
      String reason = e.toString().lines().findFirst().orElse("");
      return new Loaded(List.of(), path + " is no address book: " + reason + "; " + setAside());
    }
  }

  /** Writes the book: all of it or, with an exception, nothing. */
  void save(List<BookEntry> entries) throws IOException {
    Files.createDirectories(directory);
    Path temporary = path.resolveSibling(path.getFileName() + ".tmp");
    Files.deleteIfExists(temporary);
    byte[] bytes = encode(entries).getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel = FileChannel.open(
        temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
    Files.move(
        temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncDirectory();
  }

  private List<BookEntry> read() throws IOException {
    if (Files.size(path) > BYTES_MAX) {
      throw new IllegalArgumentException("it has more than " + BYTES_MAX + " bytes");
    }
    return decode(Files.readString(path));
  }

  /** Moves the file out of the way, so that nothing is lost and the next save can't harm it. */
  private String setAside() {
    int number = 1;
    while (number < CORRUPT_MAX && Files.exists(corrupt(number))) {
      number++;
    }
    try {
      Files.move(path, corrupt(number), StandardCopyOption.REPLACE_EXISTING);
      return "set aside as " + corrupt(number);
    } catch (IOException e) {
      return "it could not be set aside: " + e;
    }
  }

  private Path corrupt(int number) {
    return path.resolveSibling(path.getFileName() + ".corrupt-" + number);
  }

  private FileAttribute<?>[] ownerOnly() {
    if (!posix) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
  }

  /** Makes the new name durable; elsewhere than on POSIX a directory can't be opened. */
  private void syncDirectory() throws IOException {
    if (posix) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static String encode(List<BookEntry> entries) {
    JsonArray array = new JsonArray();
    for (BookEntry entry : entries) {
      JsonObject one = new JsonObject()
          .put("address", entry.address().toString())
          .put("source", entry.source())
          .put("seen", entry.seenSeconds())
          .put("failures", entry.failures());
      if (entry.connectedSeconds() != null) {
        one.put("connected", entry.connectedSeconds());
      }
      array.add(one);
    }
    return new JsonObject().put("version", VERSION).put("entries", array).encode();
  }

  private static List<BookEntry> decode(String text) {
    JsonObject book = new JsonObject(text);
    long version = number(book, "version");
    if (version != VERSION) {
      throw new IllegalArgumentException("version must be " + VERSION + ", not " + version);
    }
    List<BookEntry> entries = new ArrayList<>();
    for (Object one : value(book, "entries", JsonArray.class)) {
      if (!(one instanceof JsonObject entry)) {
        throw new IllegalArgumentException("entries must be objects, not " + one);
      }
      entries.add(decode(entry));
    }
    return entries;
  }

  private static BookEntry decode(JsonObject entry) {
    return new BookEntry(
        ListenAddress.parse(value(entry, "address", String.class)),
        value(entry, "source", String.class),
        number(entry, "seen"),
        Math.toIntExact(Math.min(number(entry, "failures"), Integer.MAX_VALUE)),
        entry.containsKey("connected") ? (Long) number(entry, "connected") : null);
  }

  private static long number(JsonObject object, String key) {
    Number number = value(object, key, Number.class);
    if (number instanceof Integer || number instanceof Long) {
      return number.longValue();
    }
    throw new IllegalArgumentException(key + " must be a whole number, not " + number);
  }

  private static <T> T value(JsonObject object, String key, Class<T> type) {
    @Nullable Object value = object.getValue(key);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          key + " must be a " + type.getSimpleName() + ", not " + value);
    }
    return type.cast(value);
  }

  /**
   * What was read.
   *
   * @param problem empty if all went well, else what was wrong and what was done about it
   */
  record Loaded(List<BookEntry> entries, String problem) {}
}
