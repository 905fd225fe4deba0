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
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file a node's private key lives in: one line in the {@link KeyForm} of the network, among empty
 * lines and comments that begin with {@code #}.
 */
public final class KeyFile {
  /** Which key it is, by what its line begins with. */
  private static final Map<String, String> KINDS =
      Map.of("fencewire-ed25519", "a private network", "APrivateKey1", "an Aleo account");

  private static final long SIZE_MAX = 4096;
  private static final Set<PosixFilePermission> OWNER_MAY = EnumSet.of(
      PosixFilePermission.OWNER_READ,
      PosixFilePermission.OWNER_WRITE,
      PosixFilePermission.OWNER_EXECUTE);

  private final Path path;
  private final Path directory;
  private final KeyForm form;
  private final SecureRandom random;

  private KeyFile(Path path, KeyForm form, SecureRandom random) {
    this.path = path;
    this.form = form;
    this.random = random;
    Path parent = path.toAbsolutePath().getParent();
    this.directory = parent == null ? path : parent;
  }

  /**
   * Reads the key of a private network; see {@link #loadOrCreate(Path, KeyForm, SecureRandom)}.
   */
  public static Identity loadOrCreate(Path path, SecureRandom random) throws IOException {
    return loadOrCreate(path, Ed25519Identity.KEY_FORM, random);
  }

  /**
   * Reads the key; on the first start, when there is no such file, makes it with a key drawn from
   * {@code random}. What exists is never written to, whatever is wrong with it.
   *
   * @throws IOException if it can't be read or made, is not a key file, or others than its owner
   *     have any right to it (checked where the file system knows POSIX permissions). The message
   *     says what is wrong and what would be right, and never quotes the file
   */
  public static Identity loadOrCreate(Path path, KeyForm form, SecureRandom random)
      throws IOException {
    KeyFile file = new KeyFile(path, form, random);
    try {
      if (!Files.exists(path, NOFOLLOW_LINKS)) {
        file.create();
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
  public static Identity make(Path path, KeyForm form, SecureRandom random) throws IOException {
    if (Files.exists(path, NOFOLLOW_LINKS)) {
      throw new KeyFile(path, form, random)
          .refused("exists and is left as it is: name another file");
    }
    return loadOrCreate(path, form, random);
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
      throw refused(
          "has " + attributes.size() + " bytes, too many for one line '" + form.line() + "'");
    }
    checkOwnerOnly();
    return keyIn(Files.readAllBytes(path));
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

  private Identity keyIn(byte[] content) throws IOException {
    int number = 0;
    Identity key = null;
    for (String line : new String(content, StandardCharsets.UTF_8).lines().toList()) {
      number++;
      if (!line.isBlank() && !line.strip().startsWith("#")) {
        key = keyOf(line.strip(), number, key);
      }
    }
    if (key == null) {
      throw refused("holds no key: one line must be '" + form.line() + "'");
    }
    return key;
  }

  private Identity keyOf(String line, int number, @Nullable Identity before) throws IOException {
    Identity key = form.read(line, random);
    if (key == null) {
      checkOtherKind(line);
      throw refused(
          "is broken in line " + number + ": it should be '" + form.line() + "' or a # comment");
    }
    if (before != null) {
      throw refused("has a second key in line " + number + ": there must be one");
    }
    return key;
  }

  /** Most likely nothing is wrong with the file, but with the network. */
  private void checkOtherKind(String line) throws IOException {
    for (Map.Entry<String, String> kind : KINDS.entrySet()) {
      if (line.startsWith(kind.getKey()) && !form.mark().equals(kind.getKey())) {
        throw refused("holds the key of " + kind.getValue() + ", and here it must be one of "
            + KINDS.get(form.mark()) + ": name another file with 'key', or another network with"
            + " 'network.profile'");
      }
    }
  }

  /**
   * Writes a draft beside the file, private from the moment it exists, and gives it the file's name
   * once it is on the disk. A link, unlike a rename, fails if the name is taken: of two processes
   * that start at once, one makes the key and both load it.
   */
  private void create() throws IOException {
    if (!Files.isDirectory(directory)) {
      throw refused("can't be made: there is no directory " + directory + "; make that first");
    }
    Path draft = directory.resolve("." + path.getFileName() + "." + random.nextLong() + ".draft");
    try {
      writeNew(draft, text(form.draw(random)).getBytes(StandardCharsets.UTF_8));
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

  private String text(String key) {
    Identity identity = Objects.requireNonNull(form.read(key, random), "a new key is one");
    return """
        # The private key of a Fencewire node. Whoever has it can pose as the node: keep it secret.
        # The identity it gives, which is no secret: %s
        %s
        """.formatted(form.named(identity), key);
  }

  private boolean isPosix() {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private IOException refused(String why) {
    return new IOException("key file " + path + " " + why);
  }
}
