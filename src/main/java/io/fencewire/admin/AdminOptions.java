package io.fencewire.admin;

import io.fencewire.peer.ListenAddress;
import java.util.List;
import java.util.Locale;

/**
 * What the admin port is told at its start.
 *
 * @param enabled whether there is one
 * @param listen where it listens; port 0 takes a free one
 * @param exposed whether it may listen where others than this machine can reach it
 * @param names host names, beside IP addresses and {@code localhost}, by which it may be asked; in
 *     lower case
 */
public record AdminOptions(
    boolean enabled, ListenAddress listen, boolean exposed, List<String> names) {
  /** None. */
  public static final AdminOptions OFF =
      new AdminOptions(false, new ListenAddress("127.0.0.1", 4180), false, List.of());

  /** Checks that nobody is let in by accident. */
  public AdminOptions {
    if (enabled && !exposed && !listen.inetAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException("admin.host = " + listen.ip()
          + " is wrong: whoever can reach it there may rule this node, because it asks nobody who he"
          + " is; a loopback address would be right, or admin.exposed = true if that is meant");
    }
    names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }

  /** One on loopback. */
  public static AdminOptions at(int port) {
    return new AdminOptions(true, new ListenAddress("127.0.0.1", port), false, List.of());
  }
}
