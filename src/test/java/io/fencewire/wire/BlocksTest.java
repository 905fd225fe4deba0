package io.fencewire.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What a handshake takes out of the stream in its own way, before there are frames. */
class BlocksTest {
  private static final byte[] MAGIC = {(byte) 0xae, 0x1e, 0, (byte) 0xff};
  private static final byte[] PONG = Frame.encode(new Pong(Pong.Fork.NO_FORK));

  private final FrameDecoder stream = new FrameDecoder(Limits.ALEO);

  @Test
  void aBeginningIsTakenAwayOnceItIsAllThere() throws WireException {
    stream.feed(new byte[] {(byte) 0xae, 0x1e});
    assertThat(stream.skip(MAGIC)).isFalse();
    stream.feed(new byte[] {0, (byte) 0xff});
    assertThat(stream.skip(MAGIC)).isTrue();
    stream.feed(PONG);
    assertThat(stream.next()).isEqualTo(new Pong(Pong.Fork.NO_FORK));
  }

  @Test
  void itIsLookedForAtTheVeryBeginningAndNowhereElse() throws WireException {
    stream.feed(PONG);
    assertThat(stream.skip(MAGIC)).isFalse();
    assertThat(stream.next()).isNotNull();
    stream.feed(MAGIC);
    assertThat(stream.skip(MAGIC)).isFalse();
  }

  @Test
  void aBlockIsTakenWholeAndWhatIsBehindItIsLeft() throws WireException {
    stream.feed(new byte[] {3, 0, 0, 0, 7, 8});
    assertThat(stream.nextBlock(3)).isNull();
    stream.feed(new byte[] {9});
    stream.feed(PONG);
    assertThat(stream.nextBlock(3)).containsExactly(7, 8, 9);
    assertThat(stream.next()).isEqualTo(new Pong(Pong.Fork.NO_FORK));
    stream.feed(new byte[] {0, 0, 0, 0});
    assertThat(stream.nextBlock(3)).isEmpty();
  }

  /** All bits of the length count: as a signed number this one would be small. */
  @Test
  void aBlockThatIsTooLongIsNotWaitedForAndEndsTheStream() {
    stream.feed(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff});
    assertThatThrownBy(() -> stream.nextBlock(1024))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("4294967295 bytes")
        .hasMessageContaining("at most 1024");
    assertThatThrownBy(stream::next).isInstanceOf(WireException.class);
    assertThat(stream.capacity()).isZero();
  }
}
