package io.fencewire.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.fencewire.peer.PeerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {
  // RFC 8032, section 7.1, test 1.
  private static final String SEED =
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
  private static final PeerId IDENTITY =
      PeerId.parse("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  private static final String LINE = "fencewire-ed25519 " + SEED;

  private final SecureRandom random = new SecureRandom();

  @TempDir
  Path directory;

  private Path path = Path.of("");

  @BeforeEach
  void name() {
    path = directory.resolve("node.key");
  }

  @Test
  void theFirstStartMakesTheKeyAndTheNextLoadsIt() throws IOException {
    Identity made = KeyFile.loadOrCreate(path, random);
    byte[] content = Files.readAllBytes(path);
    Identity loaded = KeyFile.loadOrCreate(path, random);
    assertThat(loaded.peerId()).isEqualTo(made.peerId());
    assertThat(Files.readAllBytes(path)).isEqualTo(content);
    assertThat(made.verify(loaded.peerId(), new byte[] {1}, loaded.sign(new byte[] {1})))
        .isTrue();
  }

  @Test
  void aNewKeyIsForItsOwnerAloneAndStandsAlone() throws IOException {
    KeyFile.loadOrCreate(path, random);
    assertThat(permissions()).isEqualTo("rw-------");
    assertThat(listing()).containsExactly(path);
  }

  @Test
  void aNewKeyFileExplainsItself() throws IOException {
    Identity made = KeyFile.loadOrCreate(path, random);
    List<String> lines = Files.readAllLines(path);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("# ").contains("keep it secret");
    assertThat(lines.get(1)).startsWith("# ").endsWith(made.peerId().toString());
    assertThat(lines.get(2)).matches("fencewire-ed25519 [0-9a-f]{64}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        LINE,
        LINE + "\n",
        "# a comment\n\n  # another\n" + LINE + "\n# the end\n",
        "# from an editor of another system\r\n" + LINE + "\r\n",
        "\t fencewire-ed25519 \t 9D61B19DEFFD5A60BA844AF492EC2CC44449C5697B326919703BAC031CAE7F60 \n"
      })
  void aKeyWrittenByHandIsRead(String content) throws IOException {
    write(content);
    assertThat(KeyFile.loadOrCreate(path, random).peerId()).isEqualTo(IDENTITY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|holds no key: one line must be 'fencewire-ed25519 <64 hexadecimal digits>'",
        "'# only a comment'|holds no key",
        "'# it is next\nfencewire-ed25519 9d61b19d'|is broken in line 2",
        "'fencewire-ed25519'|is broken in line 1",
        "'" + SEED + "'|is broken in line 1",
        "'ed25519 " + SEED + "'|is broken in line 1",
        "'" + LINE + "00'|is broken in line 1",
        "'" + LINE + " # mine'|is broken in line 1",
        "'fencewire-ed25519 zz61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'"
            + "|is broken in line 1",
        "'" + LINE + "\n\n" + LINE + "'|has a second key in line 3",
      })
  void aBrokenFileIsRefusedAndLeftAlone(String content, String problem) throws IOException {
    write(content);
    refusedWith(problem);
    assertThat(Files.readString(path)).isEqualTo(content);
    assertThat(listing()).containsExactly(path);
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws IOException {
    write("");
    Files.write(path, new byte[] {(byte) 0xff, 0, (byte) 0xfe, 10});
    refusedWith("is broken in line 1");
  }

  @Test
  void aFileTooLongForAKeyIsNotRead() throws IOException {
    write(LINE + "\n" + "#".repeat(5000));
    refusedWith("too many for one line");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rw-rw-rw-"})
  void aFileThatOthersCanUseIsRefused(String permissions) throws IOException {
    write(LINE);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    refusedWith("can be used by others than its owner (" + permissions + "): make it private with"
        + " 'chmod 600 " + path + "'");
    assertThat(permissions()).isEqualTo(permissions);
  }

  @Test
  void aFileItsOwnerCanOnlyReadWillDo() throws IOException {
    write(LINE);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r--------"));
    assertThat(KeyFile.loadOrCreate(path, random).peerId()).isEqualTo(IDENTITY);
  }

  @Test
  void aDirectoryIsRefused() throws IOException {
    Files.createDirectory(path);
    refusedWith("is a directory: name a file, such as " + path.resolve("fencewire.key"));
  }

  @Test
  void aMissingDirectoryIsNamed() {
    path = directory.resolve("missing").resolve("node.key");
    refusedWith("there is no directory " + directory.resolve("missing"));
  }

  @Test
  void aLinkToAKeyIsFollowedAndOneToNothingIsRefused() throws IOException {
    write(LINE);
    Path link = Files.createSymbolicLink(directory.resolve("link.key"), path);
    assertThat(KeyFile.loadOrCreate(link, random).peerId()).isEqualTo(IDENTITY);
    Files.delete(path);
    path = link;
    refusedWith("NoSuchFileException");
    assertThat(listing()).containsExactly(link);
  }

  @Test
  void ofManyThatStartAtOnceOneMakesTheKeyAndAllHaveIt() throws Exception {
    int starts = 8;
    ExecutorService threads = Executors.newFixedThreadPool(starts);
    try {
      CyclicBarrier together = new CyclicBarrier(starts);
      Callable<PeerId> start = () -> {
        together.await(10, TimeUnit.SECONDS);
        return KeyFile.loadOrCreate(path, random).peerId();
      };
      Set<PeerId> identities = new HashSet<>();
      for (Future<PeerId> future :
          Stream.generate(() -> threads.submit(start)).limit(starts).toList()) {
        identities.add(future.get(10, TimeUnit.SECONDS));
      }
      assertThat(identities).hasSize(1);
      assertThat(listing()).containsExactly(path);
    } finally {
      threads.shutdownNow();
    }
  }

  private void refusedWith(String problem) {
    assertThatIOException()
        .isThrownBy(() -> KeyFile.loadOrCreate(path, random))
        .withMessageStartingWith("key file " + path)
        .withMessageContaining(problem)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(SEED.substring(2, 8)));
  }

  private void write(String content) throws IOException {
    Files.createFile(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(path, content);
  }

  private String permissions() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private List<Path> listing() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    }
  }
}
