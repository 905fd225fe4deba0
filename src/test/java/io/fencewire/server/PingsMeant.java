package io.fencewire.server;

/** Which generation each of the last pings was meant for, by its nonce. */
final class PingsMeant {
  private static final int REMEMBERED = 32;

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
    long nonce = AnsweredPings.nonce(frame);
    for (int i = 0; i < REMEMBERED; i++) {
      if (nonces[i] == nonce) {
        return sequences[i];
      }
    }
    return -1;
  }
}
