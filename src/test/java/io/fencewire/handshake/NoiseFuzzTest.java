package io.fencewire.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Both sides of the Noise handshake against a peer that has made the channel in good order and says
 * anything in it, and anything beside it. It succeeds or ends with one of two exceptions; and nobody
 * is proven but the one peer whose key is there.
 */
@Timeout(10)
class NoiseFuzzTest {
  @MethodSource("seeds")
  @FuzzTest
  void handshake(byte[] input) {
    new NoiseRun(input).run();
  }

  @Test
  void anHonestScriptSucceeds() {
    assertThat(new NoiseRun(new byte[] {0}).run().isComplete()).isTrue();
    assertThat(new NoiseRun(new byte[] {1}).run().isComplete()).isTrue();
  }

  /** A script names the side, and for each word of the peer's whether it is honest, 0. */
  static Stream<byte[]> seeds() {
    return Stream.of(
            "00", // dials, and is answered in good order
            "01", // is dialled in good order
            "00 01 00 07 ff", // one byte of what it says is turned
            "01 01 00 00 01", // the mode
            "01 00 01 01 60 05", // a byte of the signature
            "00 00 01 00 01", // refused
            "00 02 0003 010203", // garbage in the channel
            "01 02 0000", // nothing in the channel
            "01 03 0008 0400000001020304", // garbage beside the channel
            "00 03 0004 ffffffff") // a block without end
        .map(digits -> HexFormat.of().parseHex(digits.replace(" ", "")));
  }
}
