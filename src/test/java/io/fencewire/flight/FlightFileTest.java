package io.fencewire.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.flight.Note.Ended;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A record as lines, in a file and back, and what is no record. */
class FlightFileTest {
  private static final FlightRecord RECORD = Recorded.twoLives().record(3);
  private static final List<String> LINES = FlightLines.of(RECORD);

  @TempDir
  private Path folder;

  @Test
  void whatIsWrittenIsReadAgain() {
    FlightFile file = FlightFile.read(text(LINES));

    assertThat(file.torn()).isFalse();
    assertThat(file.records()).containsExactly(RECORD);
    assertThat(LINES.get(0)).startsWith("{\"flight\":1,\"node\":\"alpha\"");
  }

  @Test
  void severalRecordsMayFollowEachOther() {
    assertThat(FlightFile.read(text(LINES) + text(LINES)).records())
        .containsExactly(RECORD, RECORD);
  }

  @Test
  void aTornLastLineIsLeftOutWhereverItIsTorn() {
    String whole = text(LINES.subList(0, LINES.size() - 1));
    String last = LINES.get(LINES.size() - 1);
    for (int length = 1; length < last.length(); length++) {
      FlightFile file = FlightFile.read(whole + last.substring(0, length));

      assertThat(file.torn()).as("%s characters of it", length).isTrue();
      assertThat(file.records().get(0).entries())
          .isEqualTo(RECORD.entries().subList(0, RECORD.entries().size() - 1));
    }
    assertThat(FlightFile.read(whole + last).torn()).as("all but its end").isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | ''                                    | this is no JSON object",
        "1 | [1]                                   | this is no JSON object",
        "1 | {'a': 1}                              | this is no flight record: a first line names",
        "1 | {'flight': 2}                         | of version 2; this program reads version 1",
        "1 | {'flight': 1}                         | dropped is missing, or no object",
        "3 | nonsense                              | this is no JSON object",
        "3 | {'number': 1}                         | at is missing, or no whole number",
        "3 | {'number':1,'at':2,'connection':3}    | what is missing, or no text",
        "3 | {'number':1,'at':2,'connection':3,'what':'eaten'} | nothing is known that is called",
        "3 | {'number':1,'at':2,'connection':3,'what':'connected','token':'x'} | 'x' is no token",
        "3 | {'number':1,'at':2,'connection':3,'what':'connected','peer':'x'} | 64 hexadecimal",
        "3 | {'number':1,'at':2,'connection':3,'what':'leased','role':'cook'} | is no Role",
      })
  void anythingElseIsRefusedWithItsLine(int line, String content, String words) {
    List<String> lines = new ArrayList<>(LINES);
    lines.set(line - 1, content.replace('\'', '"'));

    assertThatThrownBy(() -> FlightFile.read(text(lines)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("line " + line + ": ")
        .hasMessageContaining(words);
  }

  @Test
  void aFileThatIsEmptyOrNotThereIsNone() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), "");
    assertThatThrownBy(() -> FlightFile.read(empty))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 1: the file is empty");
    Path bytes = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff, 0});
    assertThatThrownBy(() -> FlightFile.read(bytes)).hasMessageContaining("no text in UTF-8");
    assertThatThrownBy(() -> FlightFile.read(folder.resolve("none")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no file");
  }

  @Test
  void aLongSentenceIsCutOff() {
    Recorded recorded = Recorded.twoLives();
    recorded.note(2, new Ended(true, CloseReason.SILENT, CloseOrigin.SOCKET, "x".repeat(100_000)));

    assertThat(FlightLines.of(recorded.record()))
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(700));
  }

  @Test
  void aFolderHoldsTheNewestFiles() throws IOException {
    for (int i = 0; i < FlightFolder.FILES_MAX + 3; i++) {
      FlightRecord.Header old = RECORD.header();
      var header = new FlightRecord.Header(
          old.node(), old.server(), old.at(), old.wallMillis() + i, old.why(), old.dropped());
      FlightFolder.write(folder.resolve("in"), new FlightRecord(header, RECORD.entries()));
    }

    try (Stream<Path> files = Files.list(folder.resolve("in"))) {
      List<String> names =
          files.map(file -> file.getFileName().toString()).sorted().toList();
      assertThat(names).hasSize(FlightFolder.FILES_MAX);
      assertThat(names.get(0)).isEqualTo("flight-20231114T221320.003Z-9f3a01c2.jsonl");
      assertThat(FlightFile.read(folder.resolve("in").resolve(names.get(0))).records())
          .extracting(FlightRecord::entries)
          .containsExactly(RECORD.entries());
    }
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }
}
