package io.fencewire.options;

import java.util.Locale;
import java.util.function.Function;

/**
 * One key of the configuration. All there is to know about it stands here, so that reading, printing,
 * explaining and the environment can't disagree.
 *
 * @param name its groups and its own name, such as {@code peers.max}
 * @param kind what its values look like, which may depend on other keys
 * @param otherwise its value if nobody gives one, which may depend on other keys
 * @param standard that value as the documentation has it
 * @param meaning what it is for
 */
record OptionKey<T>(
    String name,
    Function<Settings, OptionKind<T>> kind,
    Function<Settings, T> otherwise,
    String standard,
    String meaning) {
  static final String VARIABLES = "FENCEWIRE_";

  /** A key that depends on no other. */
  static <T> OptionKey<T> of(String name, OptionKind<T> kind, T otherwise, String meaning) {
    String standard = String.valueOf(kind.write().apply(otherwise));
    return new OptionKey<>(name, all -> kind, all -> otherwise, standard, meaning);
  }

  /** The environment variable that stands for it, such as {@code FENCEWIRE_PEERS_MAX}. */
  String variable() {
    String words = name.replaceAll("([a-z])([A-Z])", "$1_$2").replace('.', '_');
    return VARIABLES + words.toUpperCase(Locale.ROOT);
  }
}
