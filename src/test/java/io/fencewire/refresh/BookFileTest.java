package io.fencewire.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.peer.ListenAddress;
import io.fencewire.refresh.BookFile.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BookFileTest {
  private static final List<BookEntry> ENTRIES = List.of(
      new BookEntry(ListenAddress.parse("1.2.3.4:4130"), "4.9.9", 12, 3, null),
      new BookEntry(ListenAddress.parse("[2a00::1]:65535"), "6.42.0.0.0", 0, 0, 86_400L));

  @TempDir
  private Path directory;

  private Path path;
  private BookFile file;

  @BeforeEach
  void nameTheFile() {
    path = directory.resolve("book.json");
    file = new BookFile(path);
  }

  @Test
  void whatIsSavedIsReadAgain() throws IOException {
    file.save(ENTRIES);
    assertThat(file.load()).isEqualTo(new Loaded(ENTRIES, ""));
    file.save(ENTRIES.subList(0, 1));
    assertThat(file.load().entries()).isEqualTo(ENTRIES.subList(0, 1));
    assertThat(names()).containsExactly("book.json");
  }

  @Test
  void aBookThatDoesNotExistYetIsEmptyAndNoProblem() {
    assertThat(file.load()).isEqualTo(new Loaded(List.of(), ""));
    assertThat(names()).isEmpty();
  }

  @Test
  void aMissingDirectoryIsMade() throws IOException {
    BookFile deep = new BookFile(directory.resolve("a/b/book.json"));
    deep.save(ENTRIES);
    assertThat(deep.load().entries()).isEqualTo(ENTRIES);
  }

  @Test
  void onlyItsOwnerMayReadIt() throws IOException {
    Files.writeString(path, "{}");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
    file.save(ENTRIES);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }

  @Test
  void aBookTornAnywhereIsSetAsideWithItsContentAndTheStartGoesOn() throws IOException {
    file.save(ENTRIES);
    byte[] whole = Files.readAllBytes(path);
    for (int length = 0; length < whole.length; length++) {
      byte[] torn = Arrays.copyOf(whole, length);
      Files.write(path, torn);
      Loaded loaded = file.load();
      assertThat(loaded.entries()).as("torn at %d", length).isEmpty();
      assertThat(loaded.problem()).as("torn at %d", length).contains("set aside as");
      Path aside = directory.resolve("book.json.corrupt-1");
      assertThat(aside).hasBinaryContent(torn);
      assertThat(path).doesNotExist();
      Files.delete(aside);
    }
  }

  @Test
  void noFlippedBitStopsTheStart() throws IOException {
    file.save(ENTRIES);
    byte[] whole = Files.readAllBytes(path);
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(path, flipped);
      assertThatCode(file::load).as("bit %d", bit).doesNotThrowAnyException();
      Files.deleteIfExists(directory.resolve("book.json.corrupt-1"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "17",
        "{}",
        "{'version':2,'entries':[]}",
        "{'version':'1','entries':[]}",
        "{'version':1}",
        "{'version':1,'entries':{}}",
        "{'version':1,'entries':[1]}",
        "{'version':1,'entries':[null]}",
        "{'version':1,'entries':[]} more"
      })
  void whatIsNoBookIsSetAside(String quoted) throws IOException {
    String text = quoted.replace('\'', '"');
    Files.writeString(path, text);
    Loaded loaded = file.load();
    assertThat(loaded.entries()).isEmpty();
    assertThat(loaded.problem()).contains(path + " is no address book").contains("corrupt-1");
    assertThat(directory.resolve("book.json.corrupt-1")).hasContent(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "'address':1,'source':'g','seen':1,'failures':0",
        "'address':'example.org:1','source':'g','seen':1,'failures':0",
        "'address':'1.2.3.4:5','source':null,'seen':1,'failures':0",
        "'address':'1.2.3.4:5','source':'g','seen':-1,'failures':0",
        "'address':'1.2.3.4:5','source':'g','seen':1.5,'failures':0",
        "'address':'1.2.3.4:5','source':'g','seen':1e99,'failures':0",
        "'address':'1.2.3.4:5','source':'g','seen':99999999999999999999,'failures':0",
        "'address':'1.2.3.4:5','source':'g','seen':1,'failures':-1",
        "'address':'1.2.3.4:5','source':'g','seen':1,'failures':0,'connected':null"
      })
  void aBookWithAnEntryThatIsNoneIsSetAside(String fields) throws IOException {
    file.save(ENTRIES);
    String good = Files.readString(path);
    String bad = ",{" + fields.replace('\'', '"') + "}]";
    Files.writeString(path, good.replace("]}", bad + "}"));
    assertThat(file.load().problem()).contains("set aside as");
  }

  @Test
  void bytesThatAreNoTextAreSetAside() throws IOException {
    Files.write(path, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
    assertThat(file.load().problem()).contains("set aside as");
  }

  @Test
  void aFileFarTooLargeIsNotReadIntoMemory() throws IOException {
    Files.write(path, new byte[(int) BookFile.BYTES_MAX + 1]);
    assertThat(file.load().problem()).contains("more than " + BookFile.BYTES_MAX + " bytes");
  }

  @Test
  void everyCorruptBookIsKeptUpToABound() throws IOException {
    for (int i = 1; i <= BookFile.CORRUPT_MAX + 2; i++) {
      Files.writeString(path, "corrupt " + i);
      assertThat(file.load().problem()).isNotEmpty();
    }
    assertThat(names()).hasSize(BookFile.CORRUPT_MAX);
    assertThat(directory.resolve("book.json.corrupt-7")).hasContent("corrupt 7");
    assertThat(directory.resolve("book.json.corrupt-" + BookFile.CORRUPT_MAX))
        .hasContent("corrupt " + (BookFile.CORRUPT_MAX + 2));
  }

  @Test
  void aWriteThatWasCutShortLeavesTheOldBookAndDoesNotHinderTheNext() throws IOException {
    file.save(ENTRIES);
    Files.writeString(directory.resolve("book.json.tmp"), "{\"version\":1,\"ent");
    assertThat(file.load().entries()).isEqualTo(ENTRIES);
    file.save(ENTRIES.subList(0, 1));
    assertThat(file.load().entries()).hasSize(1);
  }

  @Test
  void aPlaceThatCannotBeWrittenIsAnExceptionAndTheOldBookStays() throws IOException {
    file.save(ENTRIES);
    Path occupied = directory.resolve("book.json.tmp");
    Files.createDirectories(occupied.resolve("in the way"));
    assertThatThrownBy(() -> file.save(List.of())).isInstanceOf(IOException.class);
    assertThat(file.load().entries()).isEqualTo(ENTRIES);

    BookFile belowAFile = new BookFile(path.resolve("book.json"));
    assertThatThrownBy(() -> belowAFile.save(ENTRIES)).isInstanceOf(IOException.class);
  }

  @Test
  void aDirectoryIsRefusedAndNotMovedAway() {
    BookFile wrong = new BookFile(directory);
    assertThatThrownBy(wrong::load)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("refresh.book must name a file, and " + directory + " is a directory");
    assertThat(directory).isDirectory();
  }

  @Test
  void aFullBookIsFarBelowTheBoundOfTheFile() throws IOException {
    BookEntry longest = new BookEntry(
        ListenAddress.parse("[2a00:1111:2222:3333:4444:5555:6666:7777]:65535"),
        "6.255.255.255.255",
        BookEntry.SECONDS_MAX,
        Integer.MAX_VALUE,
        BookEntry.SECONDS_MAX);
    file.save(Collections.nCopies(AddressBook.SIZE_MAX, longest));
    assertThat(Files.size(path)).isLessThan(BookFile.BYTES_MAX / 2);
  }

  private List<String> names() {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(one -> one.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
