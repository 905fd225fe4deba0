package io.fencewire.options;

import io.fencewire.peer.ListenAddress;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The values of all keys of a configuration, and where each of them came from. Strict: an unknown
 * key, a wrong type or a value out of range ends in an {@link IllegalArgumentException} that names
 * the key (or the environment variable), the value and what would be right.
 */
public final class Settings {
  /** Where a value came from that nobody gave. */
  private static final String DEFAULT = "default";

  private static final String CONFIGURATION = "configuration";

  /** What Kubernetes puts into the environment of every container beside a service of our name. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(OptionKey.VARIABLES + "(.+_)?(SERVICE_(HOST|PORT.*)|PORT_[0-9]+_[A-Z]+.*)");

  private static final Pattern SERVICE_URL = Pattern.compile("(tcp|udp|sctp)://.*");

  private final Map<String, Object> given = new HashMap<>();
  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, Object> values = new LinkedHashMap<>();

  private Settings() {}

  /** Reads a configuration alone. */
  public static Settings read(JsonObject json) {
    return read(json, Map.of());
  }

  /** Reads a configuration and an environment; where both name a key, the environment wins. */
  public static Settings read(JsonObject json, Map<String, String> environment) {
    Settings settings = new Settings();
    settings.take(json, "");
    new TreeMap<>(environment).forEach(settings::takeVariable);
    OptionKeys.all().forEach(settings::get);
    return settings;
  }

  /** Whether the event bus of a cluster may be open to whoever reaches it. */
  public boolean clusterInsecure() {
    return get(OptionKeys.CLUSTER_INSECURE);
  }

  /** The same for a main verticle that is no node: only the environment can say so. */
  public static boolean clusterInsecure(Map<String, String> environment) {
    return of(environment, OptionKeys.CLUSTER_INSECURE).clusterInsecure();
  }

  /** Where a node of this environment opens its admin port, whatever else it is told. */
  public static ListenAddress admin(Map<String, String> environment) {
    Settings settings = of(environment, AdminKeys.HOST, AdminKeys.PORT);
    return new ListenAddress(settings.get(AdminKeys.HOST), settings.get(AdminKeys.PORT));
  }

  /** What the environment says of these keys alone. */
  private static Settings of(Map<String, String> environment, OptionKey<?>... keys) {
    Map<String, String> alone = new HashMap<>(environment);
    alone.keySet().retainAll(Arrays.stream(keys).map(OptionKey::variable).toList());
    return read(new JsonObject(), alone);
  }

  /** The value of a key. */
  @SuppressWarnings("unchecked") // a key's name is unique, and its value was read by the key itself
  <T> T get(OptionKey<T> key) {
    Object known = values.get(key.name());
    if (known == null) {
      known = read(key);
      values.put(key.name(), known);
    }
    return (T) known;
  }

  /** All values, so that reading them again gives the same settings. */
  public JsonObject toJson() {
    return toJson(key -> written(key));
  }

  /** All values, each with where it came from. */
  public JsonObject toJsonWithOrigins() {
    return toJson(
        key -> new JsonObject().put("value", written(key)).put("from", origin(key.name())));
  }

  /**
   * All there is to say about one key, one line each.
   *
   * @throws IllegalArgumentException if there is no such key
   */
  public String explain(String name) {
    OptionKey<?> key = keys(name).orElseThrow(() -> wrong(name, null, "there is no such key"));
    return String.join(
        System.lineSeparator(),
        key.name() + ": " + key.meaning(),
        "  takes     " + key.kind().apply(this).form(),
        "  default   " + (key.standard().isEmpty() ? "\"\"" : key.standard()),
        "  variable  " + key.variable(),
        "  here      " + written(key) + ", from " + origin(name));
  }

  private static Optional<OptionKey<?>> keys(String name) {
    return OptionKeys.all().stream().filter(key -> key.name().equals(name)).findAny();
  }

  private void take(JsonObject json, String group) {
    for (String field : new TreeSet<>(json.fieldNames())) {
      String path = group + field;
      Object value = json.getValue(field);
      if (!field.contains(".") && keys(path).isPresent()) {
        if (value != null) {
          given.put(path, value);
        }
      } else if (fields(path + ".").isEmpty() || field.contains(".")) {
        throw wrong(path, value, "there is no such key; known are " + fields(group));
      } else if (value instanceof JsonObject object) {
        take(object, path + ".");
      } else if (value != null) {
        throw wrong(path, value, "this is a group: { … }");
      }
    }
  }

  private void takeVariable(String variable, String text) {
    if (!variable.startsWith(OptionKey.VARIABLES)
        || SERVICE_LINK.matcher(variable).matches()
        || SERVICE_URL.matcher(text).matches()) {
      return;
    }
    OptionKey<?> key = OptionKeys.all().stream()
        .filter(candidate -> candidate.variable().equals(variable))
        .findAny()
        .orElseThrow(() -> wrong(variable, text, "there is no key of this name"));
    given.put(key.name(), text);
    variables.put(key.name(), variable);
  }

  private <T> T read(OptionKey<T> key) {
    Object raw = given.get(key.name());
    if (raw == null) {
      return key.otherwise().apply(this);
    }
    OptionKind<T> kind = key.kind().apply(this);
    String variable = variables.get(key.name());
    try {
      Object value = variable == null ? raw : kind.fromText().apply((String) raw);
      return kind.read().apply(value);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw wrong(key, raw, kind.form());
    }
  }

  /** What is thrown for a value that is wrong; it names the variable if the value came from one. */
  IllegalArgumentException wrong(OptionKey<?> key, Object value, String right) {
    return wrong(variables.getOrDefault(key.name(), key.name()), value, right);
  }

  private <T> Object written(OptionKey<T> key) {
    return key.kind().apply(this).write().apply(get(key));
  }

  private String origin(String name) {
    return variables.getOrDefault(name, given.containsKey(name) ? CONFIGURATION : DEFAULT);
  }

  private static JsonObject toJson(Function<OptionKey<?>, Object> entry) {
    JsonObject json = new JsonObject();
    for (OptionKey<?> key : OptionKeys.all()) {
      JsonObject group = json;
      String[] path = key.name().split("\\.");
      for (int i = 0; i < path.length - 1; i++) {
        JsonObject inner = group.getJsonObject(path[i], new JsonObject());
        group.put(path[i], inner);
        group = inner;
      }
      group.put(path[path.length - 1], entry.apply(key));
    }
    return json;
  }

  /** What may stand in a group. */
  private static Set<String> fields(String group) {
    return OptionKeys.all().stream()
        .map(OptionKey::name)
        .filter(name -> name.startsWith(group))
        .map(name -> name.substring(group.length()).split("\\.")[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static IllegalArgumentException wrong(String name, @Nullable Object value, String right) {
    return new IllegalArgumentException(
        name + (value == null ? "" : " = " + value) + " is wrong: " + right);
  }
}
