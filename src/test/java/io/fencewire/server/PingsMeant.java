package io.fencewire.server;

/** Which generation each of the last pings was meant for, by its nonce. */
final class PingsMeant {
  private static final int REMEMBERED = 32;
  private static final int NONCE_AT = 6;

  private final long[] nonces = new long[REMEMBERED];
  private final long[] sequences = new long[REMEMBERED];
  private int count;

  /** A ping was given to the server. */
  void add(long nonce, long sequence) {
    nonces[count % REMEMBERED] = nonce;
    sequences[count % REMEMBERED] = sequence;
    count++;
  }

  /** Which generation this NoncePing was meant for, or -1 if nobody asked for it. */
  long sequenceOf(byte[] frame) {
    long nonce = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      nonce |= (frame[NONCE_AT + i] & 0xffL) << (8 * i);
    }
    for (int i = 0; i < REMEMBERED; i++) {
      if (nonces[i] == nonce) {
        return sequences[i];
      }
    }
    return -1;
  }
}
