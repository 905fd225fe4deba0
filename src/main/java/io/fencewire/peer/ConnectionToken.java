package io.fencewire.peer;

import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of one generation: one TCP session of one server. Every command about a connection
 * carries it, and the owner of the socket compares it in the turn in which it acts.
 *
 * @param serverId the start of the server that owns the socket
 * @param sequence drawn when the connection enters PREPARING; never used twice by one server
 */
public record ConnectionToken(ServerId serverId, long sequence) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,18})@([0-9a-f]{16})([0-9a-f]{16})");

  /**
   * Reads what {@link #text()} writes.
   *
   * @throws IllegalArgumentException if it is anything else; says what would be right
   */
  public static ConnectionToken parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("'"
          + text
          + "' is no token; a number, @ and the 32 hexadecimal digits of a server, as in the list of"
          + " peers, would be right");
    }
    ServerId server = new ServerId(
        HexFormat.fromHexDigitsToLong(parts.group(2)),
        HexFormat.fromHexDigitsToLong(parts.group(3)));
    return new ConnectionToken(server, Long.parseLong(parts.group(1)));
  }

  /** The whole token as text: the sequence, @ and all digits of the server's id. */
  public String text() {
    return sequence + "@" + serverId;
  }

  /** The sequence and the first digits of the server's id, as in {@code 12@9f3a01c2}. */
  @Override
  public String toString() {
    return sequence + "@" + serverId.toString().substring(0, 8);
  }
}
