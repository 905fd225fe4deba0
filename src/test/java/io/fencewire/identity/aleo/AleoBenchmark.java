package io.fencewire.identity.aleo;

import io.fencewire.identity.Identity;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.Bytes;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Random;

/**
 * Prints the CPU time of each operation, in milliseconds, beside what was measured of a prototype
 * and of the reference in WebAssembly. By hand: the command is in docs/ALEO.md. The time is that of
 * this thread alone, so other load on the machine changes it little, and the compiler's own threads
 * not at all.
 */
public final class AleoBenchmark {
  private static final int BATCHES = 25;
  private static final long BATCH_NANOS = 200_000_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static int sink;

  private AleoBenchmark() {}

  /** Runs all of them. */
  public static void main(String[] args) throws EncodingException {
    SecureRandom random = new SecureRandom();
    byte[] message = new byte[16];
    long start = cpuNanos();
    Identity us = new AleoIdentity(AleoAccount.generate(random), random);
    print("tables and the first account, cold", cpuNanos() - start);
    start = cpuNanos();
    Bytes signature = us.sign(message);
    print("the first signature", cpuNanos() - start);
    start = cpuNanos();
    sink += us.verify(us.peerId(), message, signature) ? 1 : 0;
    print("the first full check of a peer", cpuNanos() - start);
    measureHandshake(us, message, signature);
    measureParts(us.peerId(), message, signature);
    System.out.println("(" + sink + ")");
  }

  private static void measureHandshake(Identity us, byte[] message, Bytes signature) {
    PeerId peer = us.peerId();
    measure(
        "sign (at most 1.5; prototype 0.70; WebAssembly 2.0)",
        () -> us.sign(message).size());
    measure(
        "full check of a peer (at most 4; 2.2; 4)",
        () -> us.verify(peer, message, signature) ? 1 : 0);
    SecureRandom random = new SecureRandom();
    measure("new account (prototype 0.70)", () -> AleoAccount.generate(random).hashCode());
  }

  private static void measureParts(PeerId peer, byte[] message, Bytes signature)
      throws EncodingException {
    byte[] encoded = signature.toArray();
    AleoSignature decoded = AleoSignature.decode(encoded);
    AleoAddress address = AleoAddress.decode(peer.toBytes());
    measure("- decode the address (0.32)", () -> decodedAddress(peer.toBytes()));
    measure("- decode the signature (0.65; 1.9)", () -> decodedSignature(encoded));
    measure("- check it, decoded (1.23; 1.5)", () -> decoded.isValid(address, message) ? 1 : 0);
    Random random = new Random(1);
    Fp[] values = new Fp[16];
    Arrays.setAll(values, i -> Fp.of(new BigInteger(252, random)));
    measure("- 10,000 field products (0.68)", () -> products(values, 10_000));
  }

  private static int decodedAddress(byte[] bytes) {
    try {
      return AleoAddress.decode(bytes).hashCode();
    } catch (EncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int decodedSignature(byte[] bytes) {
    try {
      return AleoSignature.decode(bytes).hashCode();
    } catch (EncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int products(Fp[] values, int count) {
    Fp product = values[0];
    for (int i = 0; i < count; i++) {
      product = product.times(values[i % values.length]);
    }
    return product.hashCode();
  }

  private static void measure(String what, Operation operation) {
    long least = Long.MAX_VALUE;
    for (int batch = 0; batch < BATCHES; batch++) {
      long start = cpuNanos();
      long nanos;
      int count = 0;
      do {
        sink += operation.run();
        count++;
        nanos = cpuNanos() - start;
      } while (nanos < BATCH_NANOS);
      least = Math.min(least, nanos / count);
    }
    print(what, least);
  }

  private static void print(String what, long nanos) {
    System.out.printf("%-56s %8.3f ms%n", what, nanos / 1e6);
  }

  private static long cpuNanos() {
    return THREADS.getCurrentThreadCpuTime();
  }

  private interface Operation {
    int run();
  }
}
