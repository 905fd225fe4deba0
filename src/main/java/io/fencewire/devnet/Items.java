package io.fencewire.devnet;

import io.fencewire.wire.Bytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The items a devnet publishes, by number. A body is the number in eight digits, a blank, and a
 * text: the number makes every body different, also where two lines of a file are equal, and gives
 * a solution its eight-byte id.
 */
final class Items {
  /** The topics of the network; most items travel on the first. */
  static final List<String> TOPICS = List.of("devnet", "transactions", "solutions");

  /** The longest line of an input file, in bytes. */
  static final int LINE_MAX = 64 * 1024;

  private static final long FILE_MAX = 64L * 1024 * 1024;
  private static final int DIGITS = 8;

  private final @Nullable List<String> lines;

  private Items(@Nullable List<String> lines) {
    this.lines = lines;
  }

  /** As many items as anybody wants, with nothing in them but their number. */
  static Items numbered() {
    return new Items(null);
  }

  /**
   * The lines of a UTF-8 file.
   *
   * @throws IllegalArgumentException if it can't be read, is empty or has too much in it
   */
  static Items ofFile(Path file) {
    List<String> lines = new ArrayList<>();
    try {
      if (Files.size(file) > FILE_MAX) {
        throw wrong(file, "is longer than " + FILE_MAX + " bytes");
      }
      read(file, lines);
    } catch (NoSuchFileException e) {
      throw wrong(file, "does not exist; it must be a file of UTF-8 lines");
    } catch (MalformedInputException e) {
      throw wrong(file, "is not UTF-8 after line " + lines.size());
    } catch (IOException e) {
      throw wrong(file, "can't be read as a file of UTF-8 lines (" + e.getMessage() + ")");
    }
    if (lines.isEmpty()) {
      throw wrong(file, "is empty; it must have at least one line");
    }
    return new Items(lines);
  }

  private static void read(Path file, List<String> lines) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        int bytes = line.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LINE_MAX) {
          throw wrong(
              file,
              "line " + lines.size() + " has " + bytes + " bytes, and " + LINE_MAX
                  + " is the most");
        }
      }
    }
  }

  private static IllegalArgumentException wrong(Path file, String what) {
    return new IllegalArgumentException("--input " + file + ": " + what);
  }

  /** Whether there is an item with this number. */
  boolean has(int number) {
    return lines == null || number < lines.size();
  }

  /** The topic of an item: every tenth is a transaction, every tenth a solution. */
  String topic(int number) {
    return TOPICS.get(
        switch (number % 10) {
          case 3 -> 1;
          case 7 -> 2;
          default -> 0;
        });
  }

  /** What is published. */
  Bytes body(int number) {
    String text = lines == null ? "item" : lines.get(number);
    String body = String.format(Locale.ROOT, "%0" + DIGITS + "d %s", number, text);
    return Bytes.wrap(body.getBytes(StandardCharsets.UTF_8));
  }

  /** The number of the item with this body, or -1 if it is no item of a devnet. */
  static int number(Bytes body) {
    if (body.size() <= DIGITS) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < DIGITS; i++) {
      int digit = body.at(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
