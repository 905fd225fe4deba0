package io.fencewire.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code fencewire record}: writes down what the flight recorders of a running node hold. */
@Command(
    name = "record",
    description = "Writes down what the flight recorders of a running node hold, for 'fencewire"
        + " replay'. A file that exists is never written to.",
    mixinStandardHelpOptions = true)
public final class RecordCommand implements Callable<Integer> {
  @Mixin
  private final AdminAccess admin;

  @Parameters(paramLabel = "FILE", description = "The file to make.")
  private Path file = Path.of("");

  RecordCommand(AdminAccess admin) {
    this.admin = admin;
  }

  @Override
  public Integer call() throws IOException {
    String lines = admin.text("/flight");
    try {
      Files.writeString(file, lines, UTF_8, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException there) {
      throw new IOException(file + " exists already, and is left as it is", there);
    }
    JsonObject done =
        new JsonObject().put("file", file.toString()).put("lines", lines.lines().count());
    admin.print(done, made -> made.getLong("lines") + " lines in " + file);
    return 0;
  }
}
