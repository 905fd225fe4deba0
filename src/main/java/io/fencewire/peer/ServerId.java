package io.fencewire.peer;

import java.util.HexFormat;

/**
 * One start of one peer server: 128 bits drawn at random each time, so that the tokens of a server
 * that was killed and started again never fit the new one.
 */
public record ServerId(long high, long low) {
  /** 32 hexadecimal digits; part of the server's address on the bus. */
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}
