package io.fencewire.identity.aleo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.fencewire.identity.Ed25519Identity;
import io.fencewire.identity.Identity;
import io.fencewire.identity.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key file that holds an Aleo account's key, under the rules of every key file. */
class AleoKeyFileTest {
  private final SecureRandom random = new SecureRandom();

  @TempDir
  Path directory;

  private Path path = Path.of("");

  @BeforeEach
  void name() {
    path = directory.resolve("aleo.key");
  }

  @Test
  void theFirstStartMakesAnAccountAndTheNextLoadsIt() throws IOException {
    Identity made = load();
    byte[] content = Files.readAllBytes(path);
    Identity loaded = load();
    assertThat(loaded.peerId()).isEqualTo(made.peerId());
    assertThat(loaded).hasToString(made.toString());
    assertThat(Files.readAllBytes(path)).isEqualTo(content);
    assertThat(made.verify(loaded.peerId(), new byte[] {1}, loaded.sign(new byte[] {1})))
        .isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }

  @Test
  void theFileNamesTheAddressAndHoldsTheKeyAsWalletsWriteIt() throws IOException {
    Identity made = load();
    List<String> lines = Files.readAllLines(path);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1)).startsWith("# ").endsWith(made + " (" + made.peerId() + ")");
    assertThat(lines.get(2)).matches("APrivateKey1\\w{47}");
  }

  @Test
  void aKeyOfTheOtherKindIsNamedAsSuch() throws IOException {
    KeyFile.make(path, Ed25519Identity.KEY_FORM, random);
    refusedWith("holds the key of a private network, and here it must be one of an Aleo account");
    Files.delete(path);
    load();
    assertThatIOException()
        .isThrownBy(() -> KeyFile.loadOrCreate(path, random))
        .withMessageContaining("the key of an Aleo account, and here it must be one of a private")
        .withMessageContaining("'network.profile'");
  }

  @Test
  void whatIsNoKeyIsRefusedAndNotQuoted() throws IOException {
    load();
    String broken = Files.readString(path).strip() + "1";
    Files.writeString(path, broken);
    refusedWith("is broken in line 3: it should be 'APrivateKey1…' or a # comment");
    assertThat(Files.readString(path)).isEqualTo(broken);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
    refusedWith("can be used by others than its owner");
  }

  private Identity load() throws IOException {
    return KeyFile.loadOrCreate(path, AleoKeyForm.FORM, random);
  }

  private void refusedWith(String problem) {
    assertThatIOException()
        .isThrownBy(this::load)
        .withMessageStartingWith("key file " + path)
        .withMessageContaining(problem)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContainPattern("APrivateKey1\\w"));
  }
}
