package io.fencewire.identity;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fencewire.fuzz.Allocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as a key file: a key that stands in it, or an IOException that does not quote it. */
@Timeout(10)
class KeyFileFuzzTest {
  /** The public key is worked out, and the file system asked for the file's owner. */
  private static final long CONSTANT = 256 * 1024;

  /** A line takes a byte, and is a text in a list. */
  private static final long TIMES = 128;

  private static final String SEED = "0123456789abcdef".repeat(4);
  private static final Pattern DIGITS = Pattern.compile("[0-9a-fA-F]{8,}");

  @TempDir
  private static Path directory;

  @MethodSource("seeds")
  @FuzzTest
  void keyFile(byte[] input) throws Exception {
    Path path = directory.resolve("fuzzed.key");
    if (!Files.exists(path)) {
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.write(path, input);
    Ed25519Identity identity = Allocation.held(CONSTANT + TIMES * input.length, () -> load(path));
    if (identity != null) {
      String text = new String(input, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
      require(text.contains(HexFormat.of().formatHex(identity.seed())), "the key is another");
    }
    require(Arrays.equals(input, Files.readAllBytes(path)), "the file was changed");
  }

  static Stream<byte[]> seeds() {
    return Stream.of(
            "fencewire-ed25519 " + SEED + "\n",
            "# a comment\r\n\r\n  fencewire-ed25519\t" + SEED.toUpperCase(Locale.ROOT) + "  ",
            "fencewire-ed25519 " + SEED + "\nfencewire-ed25519 " + SEED,
            "fencewire-ed25519 " + SEED + "0",
            "fencewire-rsa 1",
            "#",
            "\ufefffencewire-ed25519 " + SEED,
            "\n".repeat(4096),
            "a".repeat(4097))
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable Ed25519Identity load(Path path) {
    try {
      return (Ed25519Identity) KeyFile.loadOrCreate(path, new SecureRandom());
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      require(message.contains(path.toString()), "no file is named by " + message);
      String rest = message.replace(path.toString(), "");
      require(!DIGITS.matcher(rest).find(), "the file is quoted by " + message);
      return null;
    }
  }

  private static void require(boolean right, String problem) {
    if (!right) {
      throw new AssertionError(problem);
    }
  }
}
