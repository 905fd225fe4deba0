package io.fencewire.launcher;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An option that is a JSON file or a JSON object; the launcher itself only warns of a broken one. */
public final class JsonArgument {
  private static final String RIGHT = "give a JSON file or a JSON object such as {\"a\": 1}";
  private static final Pattern PLACE = Pattern.compile("line: (\\d+), column: (\\d+)");

  private JsonArgument() {}

  /**
   * Reads it.
   *
   * @param option the option's name, for errors
   * @throws BadStart if there is no such file, or what is there is no JSON object
   */
  public static JsonObject read(String option, String text) {
    String content = text.stripLeading().startsWith("{") ? text : content(option, text);
    try {
      if (Json.decodeValue(content) instanceof JsonObject object) {
        return object;
      }
    } catch (DecodeException e) {
      throw new BadStart(option, text, "this is no JSON" + place(e) + "; " + RIGHT);
    }
    throw new BadStart(option, text, "this is no JSON object; " + RIGHT);
  }

  private static String content(String option, String text) {
    try {
      Path file = Path.of(text);
      if (!Files.isRegularFile(file)) {
        throw new BadStart(option, text, "there is no such file; " + RIGHT);
      }
      return Files.readString(file);
    } catch (InvalidPathException e) {
      throw new BadStart(option, text, RIGHT);
    } catch (IOException e) {
      throw new BadStart(option, text, "it can't be read as UTF-8 (" + e + ")");
    }
  }

  private static String place(DecodeException problem) {
    Matcher matcher = PLACE.matcher(String.valueOf(problem.getMessage()));
    return matcher.find()
        ? " (line " + matcher.group(1) + ", column " + matcher.group(2) + ")"
        : "";
  }
}
