package io.fencewire.bus;

import io.fencewire.peer.HostAddress;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.BlockLocators;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.MessageType;
import io.fencewire.wire.RandomMessages;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records of any kind with any content, made by looking at their components, so that a record that
 * is added, or a component, needs no line here.
 */
final class ArbitraryRecords {
  private static final int SIZE_MAX = 6;

  /** What a component may hold that is no record, or that checks itself. */
  private static final Map<Class<?>, Function<RandomGenerator, Object>> WORDS = Map.ofEntries(
      entry(long.class, ArbitraryRecords::number),
      entry(Long.class, ArbitraryRecords::number),
      entry(int.class, RandomGenerator::nextInt),
      entry(boolean.class, RandomGenerator::nextBoolean),
      entry(String.class, ArbitraryRecords::text),
      entry(Bytes.class, random -> Bytes.wrap(bytes(random, random.nextInt(300)))),
      entry(PeerId.class, random -> PeerId.of(bytes(random, PeerId.SIZE))),
      entry(ListenAddress.class, ArbitraryRecords::address),
      entry(HostAddress.class, any -> new HostAddress("a-1.example", 1 + any.nextInt(65_535))),
      entry(BlockLocators.class, random -> new RandomMessages(random).locators()),
      entry(io.fencewire.wire.Message.class, ArbitraryRecords::message));

  private final RandomGenerator random;

  ArbitraryRecords(RandomGenerator random) {
    this.random = random;
  }

  /** Every class of records there is: the leaves below {@link BusRecord}. */
  static List<Class<? extends BusRecord>> types() {
    return leaves(BusRecord.class)
        .<Class<? extends BusRecord>>map(leaf -> leaf.asSubclass(BusRecord.class))
        .toList();
  }

  BusRecord next() {
    List<Class<? extends BusRecord>> types = types();
    return next(types.get(random.nextInt(types.size())));
  }

  <T> T next(Class<T> type) {
    return type.cast(value(type));
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(ArbitraryRecords::leaves)
        : Stream.of(type);
  }

  private @Nullable Object value(AnnotatedType type) {
    boolean nullable = type.isAnnotationPresent(Nullable.class);
    return nullable && random.nextBoolean() ? null : value(type.getType());
  }

  private Object value(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType() == List.class ? list(arguments[0]) : map(arguments);
    }
    Class<?> plain = (Class<?>) type;
    if (WORDS.containsKey(plain)) {
      return WORDS.get(plain).apply(random);
    }
    if (plain.isEnum()) {
      return oneOf(plain.getEnumConstants());
    }
    return plain.isSealed() ? value((Type) oneOf(plain.getPermittedSubclasses())) : record(plain);
  }

  private List<Object> list(Type element) {
    return IntStream.range(0, random.nextInt(SIZE_MAX))
        .mapToObj(i -> value(element))
        .toList();
  }

  private Map<Object, Object> map(Type[] arguments) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = random.nextInt(SIZE_MAX); i > 0; i--) {
      map.put(value(arguments[0]), value(arguments[1]));
    }
    return map;
  }

  private Object record(Class<?> type) {
    try {
      List<Class<?>> types = new ArrayList<>();
      List<@Nullable Object> values = new ArrayList<>();
      for (RecordComponent component : type.getRecordComponents()) {
        types.add(component.getType());
        values.add(value(component.getAnnotatedType()));
      }
      var constructor = type.getDeclaredConstructor(types.toArray(new Class<?>[0]));
      return constructor.newInstance(values.toArray());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no words for " + type, e);
    }
  }

  private Object oneOf(Object[] values) {
    return values[random.nextInt(values.length)];
  }

  private static Object message(RandomGenerator random) {
    MessageType[] types = MessageType.values();
    return new RandomMessages(random).next(types[random.nextInt(types.length)]);
  }

  private static Object address(RandomGenerator random) {
    return ListenAddress.of(bytes(random, random.nextBoolean() ? 4 : 16), random.nextInt(65_536));
  }

  private static Map.Entry<Class<?>, Function<RandomGenerator, Object>> entry(
      Class<?> type, Function<RandomGenerator, Object> drawn) {
    return Map.entry(type, drawn);
  }

  private static Object number(RandomGenerator random) {
    return random.nextBoolean() ? random.nextLong() : (long) random.nextInt(100);
  }

  /** Characters of one, two, three and four bytes. */
  private static Object text(RandomGenerator random) {
    List<String> letters = List.of("t", "é", "水", "🜁", "\n");
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(40); i > 0; i--) {
      text.append(letters.get(random.nextInt(letters.size())));
    }
    return text.toString();
  }

  private static byte[] bytes(RandomGenerator random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
