package io.fencewire.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fencewire.wire.Limits;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fencewire publish}: gives an item to the network, by way of a running node. */
@Command(
    name = "publish",
    description = "Gives an item to the network and prints its id. Its body is TEXT, a file, or"
        + " what comes on standard input, byte for byte, and has 128 KiB at most.",
    mixinStandardHelpOptions = true)
public final class PublishCommand implements Callable<Integer> {
  @Mixin
  private final AdminAccess admin;

  @Parameters(index = "0", paramLabel = "TOPIC", description = "The topic, 1 to 255 bytes long.")
  private String topic = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TEXT",
      description = "The body, sent as UTF-8; standard input if it is not given.")
  private @Nullable String text;

  @Option(names = "--file", paramLabel = "FILE", description = "A file that has the body.")
  private @Nullable Path file;

  PublishCommand(AdminAccess admin) {
    this.admin = admin;
  }

  @Override
  public Integer call() throws IOException {
    byte[] bytes = bytes();
    if (bytes.length > Limits.PRIVATE_BODY_MAX) {
      throw admin.misused(
          "the body is longer than " + Limits.PRIVATE_BODY_MAX + " bytes, the most an item has");
    }
    JsonObject item =
        new JsonObject().put("topic", topic).put("body", Base64.getEncoder().encodeToString(bytes));
    admin.print(admin.post("/publish", item), answer -> answer.getString("id"));
    return 0;
  }

  private byte[] bytes() throws IOException {
    if (text != null && file != null) {
      throw admin.misused("TEXT and --file " + file + " are two bodies; give one");
    }
    if (text != null) {
      return text.getBytes(UTF_8);
    }
    if (file == null) {
      return start(System.in);
    }
    if (!Files.exists(file) || Files.isDirectory(file)) {
      throw admin.misused("--file " + file + ": must be a file that exists");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return start(in);
    }
  }

  /** No more of it than tells that it is too long. */
  private static byte[] start(InputStream in) throws IOException {
    return in.readNBytes(Limits.PRIVATE_BODY_MAX + 1);
  }
}
