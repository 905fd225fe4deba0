package io.fencewire.flight;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where servers write their flight records by themselves. It holds so many files at most, those of
 * all servers that write there; when it is full the oldest is deleted.
 */
public final class FlightFolder {
  /** Files that are kept. */
  public static final int FILES_MAX = 16;

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final int SERVER_DIGITS = 8;

  private FlightFolder() {}

  /** Writes a record; answers the file. */
  public static Path write(Path folder, FlightRecord record) throws IOException {
    Files.createDirectories(folder);
    FlightRecord.Header header = record.header();
    String name = "flight-" + MOMENT.format(Instant.ofEpochMilli(header.wallMillis())) + "-"
        + header.server().substring(0, SERVER_DIGITS) + ".jsonl";
    makeRoom(folder);
    return Files.write(
        folder.resolve(name), FlightLines.of(record), UTF_8, StandardOpenOption.CREATE_NEW);
  }

  private static void makeRoom(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> listed = Files.newDirectoryStream(folder, "flight-*.jsonl")) {
      listed.forEach(files::add);
    }
    Collections.sort(files);
    for (Path oldest : files.subList(0, Math.max(0, files.size() - FILES_MAX + 1))) {
      Files.deleteIfExists(oldest);
    }
  }
}
