package io.fencewire.refresh;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fencewire.fuzz.Allocation;
import io.fencewire.peer.ListenAddress;
import io.fencewire.refresh.BookFile.Loaded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as the address book: they are read, or set aside as they are; no start fails. */
@Timeout(10)
class BookFileFuzzTest {
  /** A file is opened, JSON has buffers of its own, and the text of an error quotes the file. */
  private static final long CONSTANT = 512 * 1024;

  /** What JSON may allocate for a byte: the least value takes two, and is a collection. */
  private static final long TIMES = 512;

  private static final List<BookEntry> ENTRIES = List.of(
      new BookEntry(ListenAddress.parse("1.2.3.4:4130"), "4.9.9", 12, 3, null),
      new BookEntry(ListenAddress.parse("[2a00::1]:65535"), "6.42.0.0.0", 0, 0, 86_400L));

  @TempDir
  private static Path directory;

  @MethodSource("seeds")
  @FuzzTest
  void book(byte[] input) throws Exception {
    Path path = directory.resolve("book.json");
    Path aside = directory.resolve("book.json.corrupt-1");
    BookFile file = new BookFile(path);
    Loaded loaded = Allocation.held(CONSTANT + TIMES * input.length, () -> {
      Files.write(path, input);
      Files.deleteIfExists(aside);
      return file.load();
    });
    if (loaded.problem().isEmpty()) {
      require(Arrays.equals(input, Files.readAllBytes(path)), "a good book was changed");
      file.save(loaded.entries());
      require(file.load().equals(loaded), "the book was saved as another");
    } else {
      require(loaded.entries().isEmpty(), "a bad book has entries");
      require(!Files.exists(path), "a bad book was left in its place");
      require(Arrays.equals(input, Files.readAllBytes(aside)), "a bad book was changed");
    }
  }

  static Stream<byte[]> seeds() {
    return Stream.of(
            saved(),
            "{'version':1,'entries':[]}".replace('\'', '"'),
            "{'version':1,'entries':[{}]}".replace('\'', '"'),
            "{'version':1,'entries':[{'address':'1.2.3.4:5','source':'g','seen':1,'failures':0}]}"
                .replace('\'', '"'),
            "[".repeat(2000),
            "{\"version\":1" + "0".repeat(2000) + "}",
            "{\"version\":1e999999999}",
            "null",
            "\ufeff{}")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  private static String saved() {
    try {
      Path directory = Files.createTempDirectory("book");
      Path path = directory.resolve("book.json");
      new BookFile(path).save(ENTRIES);
      String text = Files.readString(path);
      Files.delete(path);
      Files.delete(directory);
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void require(boolean right, String problem) {
    if (!right) {
      throw new AssertionError(problem);
    }
  }
}
