package io.fencewire.handshake;

import static io.fencewire.handshake.HandshakeRun.DIALED;
import static io.fencewire.handshake.HandshakeRun.THEY_ARE_PLAIN;
import static io.fencewire.handshake.HandshakeRun.WE_ARE_PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Both sides of the handshake against a peer that says anything. A handshake succeeds or ends with
 * one of two exceptions; and nobody is proven but the one peer whose key is there, and that only by
 * its signature over the nonce of this handshake.
 */
@Timeout(10)
class HandshakeFuzzTest {
  /**
   * What a handshake may allocate beyond twice its bytes: one signature is made and one checked, and
   * its end may be an exception with a stack trace. Under the fuzzer its hooks allocate as well, and
   * more than the handshake does: what it finds is held to the smaller bound when it is replayed.
   */
  private static final long CONSTANT = (System.getenv("JAZZER_FUZZ") == null ? 32 : 128) * 1024L;

  private static final int ATTEMPTS = 5;

  @MethodSource("seeds")
  @FuzzTest
  void handshake(byte[] input) {
    HandshakeRun run = new HandshakeRun(input).run();
    for (int i = 1; i < ATTEMPTS && isTooMuch(run); i++) {
      run = new HandshakeRun(input).run(); // the first time, classes are loaded
    }
    if (isTooMuch(run)) {
      throw new AssertionError(run.allocated() + " bytes were allocated for " + run.fed());
    }
  }

  @Test
  void anHonestScriptSucceeds() {
    for (byte[] honest : new byte[][] {{0, 1, 0, 0, 0, 5}, {DIALED, 0, 0, 1, 0}}) {
      assertThat(new HandshakeRun(honest).run().phase())
          .isEqualTo(ChallengeHandshake.Phase.COMPLETE);
    }
  }

  /** Honest scripts of both sides; then wrong orders, refusals, echoes, foreign and weak keys. */
  static Stream<byte[]> seeds() {
    Stream.Builder<byte[]> seeds = Stream.builder();
    for (int plain : new int[] {0, WE_ARE_PLAIN, THEY_ARE_PLAIN, WE_ARE_PLAIN | THEY_ARE_PLAIN}) {
      seeds.add(new byte[] {(byte) plain, 1, 9, 0, 8, 5});
      seeds.add(new byte[] {(byte) plain, 1, 9, 0, 8, 4, 64});
      seeds.add(new byte[] {(byte) (plain | DIALED), 0, 8, 1, 9, 5});
    }
    return Stream.concat(
        seeds.build(),
        Stream.of(
                "00 08 08", // a disconnect at once
                "00 00 08 01 09", // the wrong order
                "01 06 00 00 00 00 06 01 00 00 00", // echoes
                "01 02 1100 00 01 2210 0100000000000000 01 07", // the node's own name
                "01 02 1000 00 00 2210 0100000000000000", // an old version
                "00 03 00 ff 00 00 0700000000000000 00", // another network
                "00 03 40 00 00 00 0700000000000000 00 00 01", // a good one by fields
                "00 03 40 00 00 00 0700000000000000 03 3f" + "00".repeat(64) + "00 01",
                "00 07 01 05 4000 01", // a response with one byte turned
                "01 07 00 03 0a00 01 01 07", // a request with one byte turned
                "01 80 0a 0a000000 0101 00000000",
                weakKey("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"),
                weakKey("01" + "00".repeat(31)))
            .map(digits -> HexFormat.of().parseHex(digits.replace(" ", ""))));
  }

  /** A key of small order, for which one signature can fit many messages. */
  private static String weakKey(String key) {
    return "01 02 1100 00 03" + key + "2210 0100000000000000"
        + "03 40 00 00 00 0700000000000000 03 3f"
        + key
        + "00".repeat(32);
  }

  private static boolean isTooMuch(HandshakeRun run) {
    return run.allocated() > CONSTANT + 2 * run.fed();
  }
}
