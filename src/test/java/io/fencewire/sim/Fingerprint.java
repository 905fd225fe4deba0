package io.fencewire.sim;

import io.fencewire.handshake.HandshakeTerms;
import io.fencewire.identity.Identity;
import io.fencewire.server.ServerOptions;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A number for all that a world is: every field of every object in it, decision objects included,
 * with points in time taken relative to now. Two worlds with one number will behave alike. Left out
 * is what nothing depends on: counters, options, and the trace.
 */
final class Fingerprint {
  private static final Set<String> LEFT_OUT = Set.of(
      "io.fencewire.server.Counters",
      "io.fencewire.server.PingsMeant",
      "io.fencewire.heartbeat.HeartbeatCounts",
      "io.fencewire.heartbeat.HeartbeatOptions");

  private static final long TIME_FROM = SmallWorld.BEGIN - (1L << 43);
  private static final long TIME_TO = SmallWorld.BEGIN + (1L << 44);
  private static final Field[] NOTHING = new Field[0];

  private static final ClassValue<Field[]> FIELDS = new ClassValue<>() {
    @Override
    protected Field[] computeValue(Class<?> type) {
      return fieldsOf(type);
    }
  };

  private final IdentityHashMap<Object, Integer> seen = new IdentityHashMap<>(512);
  private final long now;
  private long hash = 0x9E3779B97F4A7C15L;

  private Fingerprint(long now) {
    this.now = now;
  }

  /** The number of this world. */
  static long of(long now, Object... roots) {
    Fingerprint print = new Fingerprint(now);
    for (Object root : roots) {
      print.add(root);
    }
    return print.hash;
  }

  private void add(Object value) {
    if (value == null) {
      mix(1);
    } else if (value instanceof Long number) {
      addLong(number);
    } else if (value instanceof Number || value instanceof Boolean || value instanceof String) {
      mix(value.hashCode());
    } else if (value instanceof Enum<?> constant) {
      mix(31L * constant.ordinal() + 7);
    } else {
      Integer number = seen.putIfAbsent(value, seen.size());
      if (number != null) {
        mix(-2L - number);
      } else {
        addContent(value);
      }
    }
  }

  private void addContent(Object value) {
    if (value instanceof Map<?, ?> map) {
      mix(map.size());
      map.forEach((key, each) -> {
        add(key);
        add(each);
      });
    } else if (value instanceof Collection<?> all) {
      mix(all.size());
      all.forEach(this::add);
    } else if (value instanceof byte[] bytes) {
      mix(Arrays.hashCode(bytes));
    } else if (value instanceof long[] numbers) {
      for (long number : numbers) {
        addLong(number);
      }
    } else {
      addFields(value);
    }
  }

  private void addFields(Object value) {
    mix(value.getClass().getName().hashCode());
    try {
      for (Field field : FIELDS.get(value.getClass())) {
        Class<?> type = field.getType();
        if (type == long.class) {
          addLong(field.getLong(value));
        } else if (type == int.class) {
          mix(field.getInt(value));
        } else if (type == boolean.class) {
          mix(field.getBoolean(value) ? 3 : 5);
        } else {
          add(field.get(value));
        }
      }
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private void addLong(long number) {
    mix(number >= TIME_FROM && number < TIME_TO ? (number - now) * 2 + 1 : number * 2);
  }

  private void mix(long number) {
    hash = (hash ^ number) * 0xBF58476D1CE4E5B9L;
    hash ^= hash >>> 31;
  }

  private static Field[] fieldsOf(Class<?> type) {
    if (isLeftOut(type)) {
      return NOTHING;
    }
    if (!type.getName().startsWith("io.fencewire.")) {
      throw new AssertionError("a fingerprint can't look into a " + type);
    }
    List<Field> fields = new ArrayList<>();
    for (Class<?> each = type; each != Object.class; each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !isLeftOut(field.getType())) {
          field.setAccessible(true);
          fields.add(field);
        }
      }
    }
    return fields.toArray(NOTHING);
  }

  private static boolean isLeftOut(Class<?> type) {
    return LEFT_OUT.contains(type.getName())
        || type.isHidden()
        || type == Trace.class
        || type == ServerOptions.class
        || ServerOptions.class.equals(type.getEnclosingClass())
        || type == HandshakeTerms.class
        || Choices.class.isAssignableFrom(type)
        || Identity.class.isAssignableFrom(type);
  }
}
