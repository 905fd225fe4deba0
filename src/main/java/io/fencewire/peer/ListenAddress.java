package io.fencewire.peer;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Where a peer listens: an IP literal and a port. Not the remote address of a socket, whose port is
 * the dialer's own.
 *
 * @param ip an IPv4 or IPv6 literal in the form the JDK prints; IPv4-mapped IPv6 becomes IPv4
 * @param port 0 to 65535; 0 is "not known" and never dialled
 */
public record ListenAddress(String ip, int port) implements DialTarget {
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  /**
   * Puts the literal into its one printed form.
   *
   * @throws IllegalArgumentException if it is not an IP literal or the port is out of range
   */
  public ListenAddress {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
    ip = literal(ip).getHostAddress();
  }

  /**
   * Reads {@code 1.2.3.4:4130} or {@code [::1]:4130}; {@code localhost} stands for 127.0.0.1.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static ListenAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("an address is ip:port, not '" + text + "'");
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      return new ListenAddress(host.equals("localhost") ? "127.0.0.1" : host, port);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("an address is ip:port, not '" + text + "'", e);
    }
  }

  /** An address from the 4 or 16 bytes of an IP address, in network order. */
  public static ListenAddress of(byte[] ip, int port) {
    try {
      return new ListenAddress(InetAddress.getByAddress(ip).getHostAddress(), port);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an IP address has 4 or 16 bytes, not " + ip.length, e);
    }
  }

  /** The 4 or 16 bytes of the IP address, in network order. */
  public byte[] ipBytes() {
    return literal(ip).getAddress();
  }

  /** The parsed literal, for questions such as "is it loopback?"; never asks a name server. */
  public InetAddress inetAddress() {
    return literal(ip);
  }

  private static InetAddress literal(String ip) {
    if (!LITERAL.matcher(ip).matches()) {
      throw new IllegalArgumentException("'" + ip + "' is not an IP address");
    }
    try {
      return InetAddress.getByName(ip);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("'" + ip + "' is not an IP address", e);
    }
  }

  @Override
  public String toString() {
    return ip.indexOf(':') >= 0 ? "[" + ip + "]:" + port : ip + ":" + port;
  }
}
