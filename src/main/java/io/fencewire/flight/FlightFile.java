package io.fencewire.flight;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fencewire.flight.FlightRecord.Header;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The flight records that a file holds: those of several servers may follow each other in it.
 *
 * @param torn whether the last line has no end and could not be read, as when the process that wrote
 *     it has died; it is left out
 */
public record FlightFile(List<FlightRecord> records, boolean torn) {
  /** What a file may have; one that a server writes has a few MiB. */
  static final long BYTES_MAX = 256L * 1024 * 1024;

  /**
   * Reads a file.
   *
   * @throws IOException if it can't be read, or is none; says why, and in which line
   */
  public static FlightFile read(Path file) throws IOException {
    try {
      if (Files.size(file) > BYTES_MAX) {
        throw new IOException(file + " has more than " + BYTES_MAX + " bytes");
      }
      return read(Files.readString(file, UTF_8));
    } catch (NoSuchFileException absent) {
      throw new IOException("there is no file " + file, absent);
    } catch (CharacterCodingException noText) {
      throw new IOException(file + " is no text in UTF-8", noText);
    } catch (IllegalArgumentException wrong) {
      throw new IOException(file + ", " + wrong.getMessage(), wrong);
    }
  }

  /**
   * Reads the text of a file.
   *
   * @throws IllegalArgumentException if it is none; says why, and in which line
   */
  static FlightFile read(String text) {
    Reading reading = new Reading();
    int begin = 0;
    for (int line = 1; begin < text.length(); line++) {
      int end = text.indexOf('\n', begin);
      boolean whole = end >= 0;
      String content = text.substring(begin, whole ? end : text.length());
      try {
        reading.take(FlightParser.object(content));
      } catch (IllegalArgumentException wrong) {
        if (!whole && line > 1) {
          return reading.result(true);
        }
        throw new IllegalArgumentException("line " + line + ": " + wrong.getMessage(), wrong);
      }
      begin = whole ? end + 1 : text.length();
    }
    if (reading.header == null) {
      throw new IllegalArgumentException("line 1: the file is empty");
    }
    return reading.result(false);
  }

  /** What was read so far. */
  private static final class Reading {
    private final List<FlightRecord> records = new ArrayList<>();
    private List<Entry> entries = new ArrayList<>();
    private @Nullable Header header;

    private void take(JsonObject line) {
      if (FlightParser.isHeader(line)) {
        Header next = FlightParser.header(line);
        endRecord();
        header = next;
      } else if (header == null) {
        throw new IllegalArgumentException("this is no flight record: a first line names \""
            + FlightLines.VERSION_KEY + "\": " + FlightLines.VERSION);
      } else {
        entries.add(FlightParser.entry(line));
      }
    }

    private void endRecord() {
      if (header != null) {
        records.add(new FlightRecord(header, List.copyOf(entries)));
        entries = new ArrayList<>();
      }
    }

    private FlightFile result(boolean torn) {
      endRecord();
      return new FlightFile(List.copyOf(records), torn);
    }
  }
}
