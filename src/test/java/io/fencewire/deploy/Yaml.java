package io.fencewire.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads YAML strictly: no key twice, no tags, nothing but maps, lists, texts, numbers and booleans. */
final class Yaml {
  private static final Load READER =
      new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build());

  private Yaml() {}

  /** All documents of a file. */
  static List<Map<String, Object>> documents(Path file) throws IOException {
    return documents(Files.readString(file));
  }

  static List<Map<String, Object>> documents(String text) {
    return StreamSupport.stream(READER.loadAllFromString(text).spliterator(), false)
        .map(Yaml::map)
        .toList();
  }

  /** What stands at the end of this path of keys and list indices. */
  static Object at(Object node, Object... path) {
    Object found = node;
    for (Object step : path) {
      Object next = step instanceof Integer index
          ? ((List<?>) found).get(index)
          : ((Map<?, ?>) found).get(step);
      if (next == null) {
        throw new AssertionError("no " + step + " of " + List.of(path) + " in " + found);
      }
      found = next;
    }
    return found;
  }

  /** The same for a list of groups. */
  static List<Map<String, Object>> list(Object node, Object... path) {
    return ((List<?>) at(node, path)).stream().map(Yaml::map).toList();
  }

  /** The same for a list of texts. */
  static List<String> texts(Object node, Object... path) {
    return ((List<?>) at(node, path)).stream().map(String.class::cast).toList();
  }

  @SuppressWarnings("unchecked") // the reader gives no other keys to what we read
  static Map<String, Object> map(Object node) {
    return (Map<String, Object>) node;
  }
}
