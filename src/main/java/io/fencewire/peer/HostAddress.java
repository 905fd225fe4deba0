package io.fencewire.peer;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A host name and a port. It stays a name as long as it can: whoever dials asks for its addresses at
 * that moment.
 *
 * @param name in lower case, letters, digits, hyphens and dots; other scripts in their xn-- form
 * @param port 1 to 65535
 */
public record HostAddress(String name, int port) implements DialTarget {
  private static final int NAME_MAX = 253;
  private static final String LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
  private static final Pattern NAME =
      Pattern.compile("(?:" + LABEL + "\\.)*(?![0-9]+\\.?$)" + LABEL + "\\.?");

  /**
   * Puts the name into lower case.
   *
   * @throws IllegalArgumentException if it can be no host name, or the port is out of range
   */
  public HostAddress {
    name = name.toLowerCase(Locale.ROOT);
    if (name.length() > NAME_MAX || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("'"
          + name
          + "' is neither an IP address nor a host name; letters, digits, hyphens and dots, as in"
          + " peer.example.org, would be right");
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
    }
  }

  @Override
  public String toString() {
    return name + ":" + port;
  }
}
