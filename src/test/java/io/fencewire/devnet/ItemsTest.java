package io.fencewire.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fencewire.wire.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemsTest {
  @TempDir
  private Path directory;

  @Test
  void numbersComeBackFromBodies() {
    Items items = Items.numbered();
    for (int number : new int[] {0, 7, 99_999, 9_999_999}) {
      assertThat(items.has(number)).isTrue();
      assertThat(Items.number(items.body(number))).isEqualTo(number);
    }
  }

  @Test
  void aBodyWithoutANumberHasNone() {
    assertThat(Items.number(Bytes.EMPTY)).isEqualTo(-1);
    assertThat(Items.number(utf8("00000001"))).isEqualTo(-1);
    assertThat(Items.number(utf8("0000000x item"))).isEqualTo(-1);
  }

  @Test
  void ofTenItemsOneIsATransactionAndOneASolution() {
    Items items = Items.numbered();
    assertThat(IntStream.range(0, 10).mapToObj(items::topic))
        .containsOnlyOnce("transactions", "solutions")
        .contains("devnet");
  }

  @Test
  void equalLinesOfAFileBecomeDifferentItems() throws IOException {
    Items items = Items.ofFile(file("same\nsame\n"));
    assertThat(items.body(0)).isNotEqualTo(items.body(1)).isEqualTo(utf8("00000000 same"));
    assertThat(items.has(1)).isTrue();
    assertThat(items.has(2)).isFalse();
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Items.ofFile(directory.resolve("none")))
        .withMessageStartingWith("--input " + directory.resolve("none"))
        .withMessageContaining("does not exist");
  }

  @Test
  void aDirectoryIsNoInput() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Items.ofFile(directory))
        .withMessageContaining("can't be read");
  }

  @Test
  void anEmptyFileIsNoInput() throws IOException {
    Path file = file("");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Items.ofFile(file))
        .withMessageContaining("is empty");
  }

  @Test
  void aLineMayBeOnlySoLong() throws IOException {
    Items.ofFile(file("a\n" + "x".repeat(Items.LINE_MAX)));
    Path file = file("a\n" + "x".repeat(Items.LINE_MAX + 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Items.ofFile(file))
        .withMessageContaining("line 2 has 65537 bytes, and 65536 is the most");
  }

  @Test
  void bytesThatAreNoTextAreNoInput() throws IOException {
    Path file = directory.resolve("input");
    Files.write(file, new byte[] {'a', '\n', (byte) 0xff, '\n'});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Items.ofFile(file))
        .withMessageContaining("is not UTF-8");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("input"), text);
  }

  private static Bytes utf8(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
