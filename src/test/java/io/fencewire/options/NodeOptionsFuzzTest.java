package io.fencewire.options;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fencewire.fuzz.Allocation;
import io.fencewire.fuzz.Script;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any configuration and any environment: it is read, and what is printed is read alike, or it is
 * refused with an IllegalArgumentException that names a key.
 */
@Timeout(10)
class NodeOptionsFuzzTest {
  /** All keys are read and printed, and for a wrong one every other is named; and the fuzzer's hooks. */
  private static final long CONSTANT = 2 * 1024 * 1024;

  /** What JSON may allocate for a byte: the least value takes two, and is a collection. */
  private static final long TIMES = 512;

  private static final List<OptionKey<?>> KEYS = OptionKeys.all();

  /** A configuration and an environment, or null where the text is no JSON object. */
  private record Given(@Nullable JsonObject json, Map<String, String> environment) {}

  @MethodSource("seeds")
  @FuzzTest
  void configuration(byte[] input) throws Exception {
    Given given = Allocation.held(CONSTANT + TIMES * input.length, () -> given(new Script(input)));
    JsonObject json = given.json();
    if (json == null) {
      return;
    }
    try {
      Settings settings = Settings.read(json, given.environment());
      NodeOptions options = NodeOptions.of(settings);
      JsonObject printed = new JsonObject(settings.toJson().encode());
      require(options.equals(NodeOptions.fromJson(printed)), "it is printed as " + printed);
    } catch (IllegalArgumentException e) {
      require(namesAKey(String.valueOf(e.getMessage())), "it is refused with '" + e + "'");
    }
  }

  static Stream<byte[]> seeds() throws IOException {
    Stream<String> texts = Stream.of(
        "0" + Files.readString(Path.of("deploy/node.json")),
        "0{}",
        "0" + NodeOptionsFuzzTest.printed(),
        "0{\"server\":{\"silence\":\"2m\",\"queue\":\"1MiB\"}}",
        "0{\"peers.max\":1}",
        "0{\"peers\":1}");
    Stream<byte[]> keys = Stream.iterate(0, i -> i + 1)
        .limit(KEYS.size())
        .flatMap(index -> Stream.of("1", "2").map(mode -> one(mode, index)));
    return Stream.concat(texts.map(text -> text.getBytes(StandardCharsets.UTF_8)), keys);
  }

  private static String printed() {
    return Settings.read(new JsonObject()).toJson().encode();
  }

  /** A script with one key at its default. */
  private static byte[] one(String mode, int index) {
    String standard = KEYS.get(index).standard();
    byte[] value = standard.getBytes(StandardCharsets.UTF_8);
    byte[] script = new byte[4 + value.length];
    script[0] = (byte) mode.charAt(0);
    script[1] = (byte) index;
    script[2] = (byte) (standard.isEmpty() || !Character.isDigit(standard.charAt(0)) ? 1 : 0);
    script[3] = (byte) value.length;
    System.arraycopy(value, 0, script, 4, value.length);
    return script;
  }

  private static Given given(Script script) {
    return switch (script.u8() % 3) {
      case '0' % 3 -> new Given(object(text(script.rest())), Map.of());
      case '1' % 3 -> new Given(object(script), Map.of());
      default -> new Given(new JsonObject(), environment(script));
    };
  }

  /** Some known keys, each with any value, and perhaps one that is unknown. */
  private static JsonObject object(Script script) {
    JsonObject json = new JsonObject();
    while (!script.isOver()) {
      int index = script.u8();
      boolean known = index < KEYS.size();
      String[] path =
          (known ? KEYS.get(index).name() : text(script.upTo(script.u8()))).split("\\.");
      JsonObject group = json;
      for (int i = 0; i < path.length - 1; i++) {
        JsonObject inner =
            group.getValue(path[i]) instanceof JsonObject there ? there : new JsonObject();
        group.put(path[i], inner);
        group = inner;
      }
      group.put(path.length == 0 ? "" : path[path.length - 1], value(script));
    }
    return json;
  }

  private static @Nullable Object value(Script script) {
    int kind = script.u8() % 4;
    String text = text(script.upTo(script.u8()));
    return switch (kind) {
      case 0 -> decoded(text);
      case 1 -> text;
      case 2 -> new JsonArray().add(text);
      default -> new JsonArray(List.of((Object[]) text.split(",")));
    };
  }

  private static Map<String, String> environment(Script script) {
    Map<String, String> environment = new HashMap<>();
    while (!script.isOver()) {
      int index = script.u8();
      boolean known = index < KEYS.size();
      String name =
          known ? KEYS.get(index).variable() : OptionKey.VARIABLES + text(script.upTo(script.u8()));
      script.u8(); // where an object has the kind of the value
      environment.put(name, text(script.upTo(script.u8())));
    }
    return environment;
  }

  private static @Nullable JsonObject object(String text) {
    return decoded(text) instanceof JsonObject object ? object : null;
  }

  private static @Nullable Object decoded(String text) {
    try {
      return Json.decodeValue(text);
    } catch (DecodeException e) {
      return text;
    }
  }

  /** Text in UTF-8; the control character 1 stands for half of a surrogate pair. */
  private static String text(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.replace('\u0001', '\ud800');
  }

  private static boolean namesAKey(String message) {
    return message.contains("there is no such key")
        || message.contains("there is no key of this name")
        || message.contains("this is a group")
        || KEYS.stream()
            .anyMatch(key -> message.contains(key.name()) || message.contains(key.variable()));
  }

  private static void require(boolean right, String problem) {
    if (!right) {
      throw new AssertionError(problem);
    }
  }
}
