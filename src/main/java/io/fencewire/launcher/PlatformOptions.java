package io.fencewire.launcher;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A class of Vert.x options, and whether JSON or a system property fits it. Vert.x itself skips a
 * key that it doesn't know and a value of another type.
 */
final class PlatformOptions {
  /** Their keys are those of whatever library is plugged in. */
  private static final Set<String> PLUGGED_IN = Set.of("metricsOptions", "tracingOptions");

  /** All but the last of several, which begins the next word: HAEnabled, EventBusOptions. */
  private static final Pattern FIRST_CAPITALS = Pattern.compile("^[A-Z]+(?=[A-Z][a-z])|^[A-Z]");

  private final String name;
  private final Class<?> type;

  /** The options of this class; errors begin with this name. */
  PlatformOptions(String name, Class<?> type) {
    this.name = name;
    this.type = type;
  }

  /** Checks every key, its type and its range, in this group and below. */
  void check(JsonObject json) {
    for (String key : new TreeSet<>(json.fieldNames())) {
      Object value = json.getValue(key);
      if (value != null) {
        check(key, value);
      }
    }
  }

  /** The options in one of its groups, under a name of their own. */
  PlatformOptions group(String groupName, String key) {
    return new PlatformOptions(groupName, Objects.requireNonNull(typeOf(key)));
  }

  /** Checks a system property, if its name begins with the name of these options. */
  void checkProperty(String property, String text) {
    if (property.startsWith(name + ".")) {
      String key = property.substring(name.length() + 1);
      new PlatformOptions("-D" + name, type).checkText(key, text);
    }
  }

  private void checkText(String key, String text) {
    Class<?> expected = typeOf(key);
    if (expected == boolean.class && !text.equals("true") && !text.equals("false")) {
      throw wrong(key, text, "true or false");
    }
    Object value = text;
    if (expected == boolean.class) {
      value = Boolean.valueOf(text);
    } else if (expected != null && isWhole(expected)) {
      long number = number(key, text);
      boolean small = number == (int) number;
      value = small ? (Object) (int) number : (Object) number;
    }
    check(key, value);
  }

  private void check(String key, Object value) {
    Class<?> expected = typeOf(key);
    if (expected == null) {
      // The key stores of the event bus have keys of their own, such as pemKeyCertOptions.
      if (key.endsWith("Options") && value instanceof JsonObject) {
        return;
      }
      throw wrong(key, value, "there is no such key; known are " + known());
    }
    requireType(key, value, expected);
    construct(type, new JsonObject().put(key, value)).ifPresent(problem -> {
      throw wrong(key, value, problem);
    });
    if (value instanceof JsonObject object && !PLUGGED_IN.contains(key)) {
      new PlatformOptions(name + "." + key, expected).check(object);
    }
  }

  private void requireType(String key, Object value, Class<?> expected) {
    if (expected == boolean.class) {
      require(value instanceof Boolean, key, value, "true or false");
    } else if (expected.isEnum()) {
      String form = "one of " + Arrays.toString(expected.getEnumConstants());
      boolean right = Arrays.stream(expected.getEnumConstants())
          .anyMatch(constant -> ((Enum<?>) constant).name().equals(value));
      require(right, key, value, form);
    } else if (isWhole(expected)) {
      boolean right = value instanceof Integer || (value instanceof Long && expected == long.class);
      require(right, key, value, "a whole number");
    } else if (expected == String.class) {
      require(value instanceof String, key, value, "a text");
    } else if (Collection.class.isAssignableFrom(expected)) {
      require(value instanceof JsonArray, key, value, "a list: [ … ]");
    } else {
      require(value instanceof JsonObject, key, value, "a group: { … }");
    }
  }

  /** The problem of making these options, if there is one. */
  private static Optional<String> construct(Class<?> type, JsonObject json) {
    try {
      Constructor<?> constructor = type.getConstructor(JsonObject.class);
      constructor.newInstance(json);
      return Optional.empty();
    } catch (InvocationTargetException e) {
      return Optional.of(String.valueOf(Objects.requireNonNull(e.getCause()).getMessage()));
    } catch (ReflectiveOperationException notMadeFromJson) {
      return Optional.empty();
    }
  }

  private @Nullable Class<?> typeOf(String key) {
    return Arrays.stream(type.getMethods())
        .filter(method -> key.equalsIgnoreCase(keyOf(method)))
        .findAny()
        .map(Method::getReturnType)
        .orElse(null);
  }

  private Set<String> known() {
    return Arrays.stream(type.getMethods())
        .map(PlatformOptions::keyOf)
        .filter(key -> !key.isEmpty() && !key.equals("class"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The key that a getter stands for; an empty text for any other method. */
  private static String keyOf(Method method) {
    String word = method.getName().replaceFirst("^(get|is)(?=[A-Z])", "");
    if (method.getParameterCount() > 0 || word.equals(method.getName())) {
      return "";
    }
    return FIRST_CAPITALS
        .matcher(word)
        .replaceFirst(capitals -> capitals.group().toLowerCase(Locale.ROOT));
  }

  private long number(String key, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw wrong(key, text, "a whole number");
    }
  }

  private static boolean isWhole(Class<?> type) {
    return type == int.class || type == long.class || type == Integer.class;
  }

  private void require(boolean right, String key, Object value, String form) {
    if (!right) {
      throw wrong(key, value, form);
    }
  }

  private BadStart wrong(String key, Object value, String right) {
    return new BadStart(name + "." + key, value, right);
  }
}
