package io.fencewire.identity;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file a node's private key lives in: one line, {@code fencewire-ed25519} and the seed in 64
 * hexadecimal digits, among empty lines and comments that begin with {@code #}.
 */
public final class KeyFile {
  private static final String FORM = "fencewire-ed25519 <64 hexadecimal digits>";
  private static final Pattern LINE = Pattern.compile("fencewire-ed25519\\s+([0-9a-fA-F]{64})");
  private static final long SIZE_MAX = 4096;
  private static final Set<PosixFilePermission> OWNER_MAY = EnumSet.of(
      PosixFilePermission.OWNER_READ,
      PosixFilePermission.OWNER_WRITE,
      PosixFilePermission.OWNER_EXECUTE);

  private final Path path;
  private final Path directory;

  private KeyFile(Path path) {
    this.path = path;
    Path parent = path.toAbsolutePath().getParent();
    this.directory = parent == null ? path : parent;
  }

  /**
   * Reads the key; on the first start, when there is no such file, makes it with a key drawn from
   * {@code random}. What exists is never written to, whatever is wrong with it.
   *
   * @throws IOException if it can't be read or made, is not a key file, or others than its owner
   *     have any right to it (checked where the file system knows POSIX permissions). The message
   *     says what is wrong and what would be right, and never quotes the file
   */
  public static Identity loadOrCreate(Path path, SecureRandom random) throws IOException {
    KeyFile file = new KeyFile(path);
    try {
      if (!Files.exists(path, NOFOLLOW_LINKS)) {
        file.create(random);
      }
      return file.load();
    } catch (FileSystemException | UnsupportedOperationException e) {
      // Its own message is often no more than the path; the name of its class is what went wrong.
      throw new IOException("key file " + path + " can't be read or made: " + e, e);
    }
  }

  /**
   * Makes a new key, drawn from {@code random}, and reads it back.
   *
   * @throws IOException if the file exists, whatever it is, or can't be made
   */
  public static Identity make(Path path, SecureRandom random) throws IOException {
    if (Files.exists(path, NOFOLLOW_LINKS)) {
      throw new KeyFile(path).refused("exists and is left as it is: name another file");
    }
    return loadOrCreate(path, random);
  }

  private Identity load() throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (attributes.isDirectory()) {
      throw refused("is a directory: name a file, such as " + path.resolve("fencewire.key"));
    }
    if (!attributes.isRegularFile()) {
      throw refused("is neither a file nor a directory: name a plain file");
    }
    if (attributes.size() > SIZE_MAX) {
      throw refused("has " + attributes.size() + " bytes, too many for one line '" + FORM + "'");
    }
    checkOwnerOnly();
    return Ed25519Identity.fromSeed(seedIn(Files.readAllBytes(path)));
  }

  private void checkOwnerOnly() throws IOException {
    if (!isPosix()) {
      return;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
    if (!OWNER_MAY.containsAll(permissions)) {
      throw refused("can be used by others than its owner ("
          + PosixFilePermissions.toString(permissions)
          + "): make it private with 'chmod 600 "
          + path
          + "', and think about who may have read it");
    }
  }

  private byte[] seedIn(byte[] content) throws IOException {
    int number = 0;
    String seed = null;
    for (String line : new String(content, StandardCharsets.UTF_8).lines().toList()) {
      number++;
      if (!line.isBlank() && !line.strip().startsWith("#")) {
        seed = seedOf(line.strip(), number, seed);
      }
    }
    if (seed == null) {
      throw refused("holds no key: one line must be '" + FORM + "'");
    }
    return HexFormat.of().parseHex(seed);
  }

  private String seedOf(String line, int number, @Nullable String before) throws IOException {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw refused("is broken in line " + number + ": it should be '" + FORM + "' or a # comment");
    }
    if (before != null) {
      throw refused("has a second key in line " + number + ": there must be one");
    }
    return matcher.group(1);
  }

  /**
   * Writes a draft beside the file, private from the moment it exists, and gives it the file's name
   * once it is on the disk. A link, unlike a rename, fails if the name is taken: of two processes
   * that start at once, one makes the key and both load it.
   */
  private void create(SecureRandom random) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw refused("can't be made: there is no directory " + directory + "; make that first");
    }
    byte[] seed = new byte[Ed25519Identity.SEED_SIZE];
    random.nextBytes(seed);
    Path draft = directory.resolve("." + path.getFileName() + "." + random.nextLong() + ".draft");
    try {
      writeNew(draft, text(seed).getBytes(StandardCharsets.UTF_8));
      Files.createLink(path, draft);
    } catch (FileAlreadyExistsException e) {
      return;
    } finally {
      Files.deleteIfExists(draft);
    }
    if (isPosix()) {
      try (FileChannel entry = FileChannel.open(directory, READ)) {
        entry.force(true);
      }
    }
  }

  private void writeNew(Path draft, byte[] content) throws IOException {
    FileAttribute<?>[] attributes = {};
    if (isPosix()) {
      Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rw-------");
      attributes = new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(owner)};
    }
    try (FileChannel channel = FileChannel.open(draft, Set.of(CREATE_NEW, WRITE), attributes)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  private static String text(byte[] seed) {
    return """
        # The private key of a Fencewire node. Whoever has it can pose as the node: keep it secret.
        # The identity it gives, which is no secret: %s
        fencewire-ed25519 %s
        """.formatted(Ed25519Identity.fromSeed(seed).peerId(), HexFormat.of().formatHex(seed));
  }

  private boolean isPosix() {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private IOException refused(String why) {
    return new IOException("key file " + path + " " + why);
  }
}
