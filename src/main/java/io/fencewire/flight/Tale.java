package io.fencewire.flight;

import io.fencewire.flight.Note.Commanded;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.PeerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a record tells of one connection, or of commands for one that was gone before the record
 * begins.
 *
 * @param token its token, or the one that the commands name; null if it never got one
 * @param peer its peer, as far as that is in the record
 * @param entries what happened, in order
 */
public record Tale(
    @Nullable ConnectionToken token, @Nullable PeerId peer, List<Entry> entries) {

  /** All tales of a record, in the order in which they begin. */
  public static Collection<Tale> of(FlightRecord record) {
    Map<ConnectionToken, Long> owners = new HashMap<>();
    for (Entry entry : record.entries()) {
      if (entry.token() != null && entry.connection() != 0) {
        owners.putIfAbsent(entry.token(), entry.connection());
      }
    }
    Map<Object, List<Entry>> parts = new LinkedHashMap<>();
    for (Entry entry : record.entries()) {
      parts.computeIfAbsent(heading(entry, owners), first -> new ArrayList<>()).add(entry);
    }
    return parts.values().stream().map(Tale::about).toList();
  }

  /** Whether it is about this peer or connection: the beginning of an identity or of a token. */
  public boolean isAbout(String who) {
    return (peer != null && peer.toString().startsWith(who))
        || (token != null && token.text().startsWith(who));
  }

  /** A command that met no connection belongs to the one that it names, if that is known. */
  private static Object heading(Entry entry, Map<ConnectionToken, Long> owners) {
    if (entry.connection() != 0 || !(entry.note() instanceof Commanded command)) {
      return entry.connection();
    }
    Long owner = owners.get(command.named());
    return owner == null ? command.named() : owner;
  }

  private static Tale about(List<Entry> entries) {
    return new Tale(
        first(
            entries,
            entry -> entry.note() instanceof Commanded command ? command.named() : entry.token()),
        first(entries, Entry::peer),
        List.copyOf(entries));
  }

  private static <T> @Nullable T first(List<Entry> entries, Function<Entry, @Nullable T> part) {
    return entries.stream().map(part).filter(Objects::nonNull).findFirst().orElse(null);
  }
}
