package io.fencewire.fuzz;

import java.util.Arrays;

/**
 * A fuzzer's input, read from its front as a list of decisions. Behind its end everything is 0, so
 * that any input is a whole script.
 */
public final class Script {
  private final byte[] input;
  private int at;

  /** A script of these bytes. */
  public Script(byte[] input) {
    this.input = input;
  }

  /** Whether nothing is left. */
  public boolean isOver() {
    return at >= input.length;
  }

  /** One byte, 0 to 255. */
  public int u8() {
    return isOver() ? 0 : input[at++] & 0xff;
  }

  /** Two bytes, the low one first. */
  public int u16() {
    return u8() | u8() << 8;
  }

  /** Eight bytes, the low one first. */
  public long u64() {
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value |= (long) u8() << (8 * i);
    }
    return value;
  }

  /** Exactly so many bytes. */
  public byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    int there = Math.min(count, input.length - at);
    System.arraycopy(input, at, bytes, 0, there);
    at += there;
    return bytes;
  }

  /** So many bytes, or as many as are left. */
  public byte[] upTo(int count) {
    return bytes(Math.min(count, input.length - at));
  }

  /** All that is left. */
  public byte[] rest() {
    byte[] rest = Arrays.copyOfRange(input, at, input.length);
    at = input.length;
    return rest;
  }
}
