package io.fencewire.peer;

import java.util.regex.Pattern;

/** What can be dialled: an IP address, or a host name that stands for one or several, and a port. */
public sealed interface DialTarget permits ListenAddress, HostAddress {
  /** Where its IP address or name is written with digits, dots and colons alone. */
  Pattern LITERAL = Pattern.compile("\\[.*|[0-9.]*|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*|localhost");

  /** The port. */
  int port();

  /**
   * Reads {@code 1.2.3.4:4130}, {@code [::1]:4130} or {@code peer.example.org:4130}.
   *
   * @throws IllegalArgumentException if the text is anything else, or the port is not 1 to 65535
   */
  static DialTarget parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(
          "'" + text + "' has no port; host:port, ip:port or [ipv6]:port would be right");
    }
    String host = text.substring(0, colon);
    DialTarget target = LITERAL.matcher(host).matches()
        ? ListenAddress.parse(text)
        : new HostAddress(host, port(text.substring(colon + 1)));
    if (target.port() == 0) {
      throw new IllegalArgumentException("port 0 can't be dialled; 1 to 65535 would be right");
    }
    return target;
  }

  private static int port(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a port is 1 to 65535, not '" + text + "'", e);
    }
  }
}
