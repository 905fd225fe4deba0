package io.fencewire.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory and time follow the bytes that arrive, whatever lengths they speak of. */
class FrameDecoderMemoryTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void aLengthAloneTakesNoMemory() throws WireException {
    FrameDecoder decoder = new FrameDecoder(Limits.ALEO);
    decoder.feed(Golden.hex("00002000 0c00")); // 2 MiB of a transaction
    assertThat(decoder.next()).isNull();
    assertThat(decoder.capacity()).isLessThanOrEqualTo(512);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0d000000 0b00 0000000000000000 01 ffffff", // too short for the length itself
        "0f000000 0b00 0000000000000000 01 ffffffff",
        "0f000000 0b00 0000000000000000 01 ffffff7f",
        "0f000000 0b00 0000000000000000 01 00000040",
        "0f000000 0100 00000000 01000000 01 ffffff3f",
        "0a000000 0301 01 74 01 ffffffff 00",
        "0c000000 0700 11000000 00 01 ffffffff",
        "0c000000 0700 11000000 00 01 0000001e",
        "03000000 0600 ff",
        "04000000 0401 0004",
        "04000000 0501 ffff"
      })
  void anInnerCountThatLiesTakesNoMemory(String frame) {
    refuse(Golden.hex(frame)); // loads what refusing takes
    long before = THREADS.getCurrentThreadAllocatedBytes();
    refuse(Golden.hex(frame));
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(256 * 1024);
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void oneByteAtATimeIsNotQuadratic() throws WireException {
    Message message = new BlockResponse(1, 2, Bytes.wrap(new byte[1024 * 1024]));
    byte[] frame = Frame.encode(message);
    FrameDecoder decoder = new FrameDecoder(Golden.NO_LIMITS);
    byte[] one = new byte[1];
    for (int i = 0; i < frame.length - 1; i++) {
      one[0] = frame[i];
      decoder.feed(one);
      assertNull(decoder.next());
    }
    assertThat(decoder.capacity()).isLessThanOrEqualTo(2 * frame.length);
    decoder.feed(new byte[] {frame[frame.length - 1]});
    assertThat(decoder.next()).isEqualTo(message);
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aBacklogThatIsReadAsSlowlyAsItGrowsIsNotQuadratic() throws WireException {
    FrameDecoder decoder = new FrameDecoder(Limits.PRIVATE);
    byte[] frame = Frame.encode(new NoncePing(1));
    while (decoder.buffered() < 2_000_000
        || decoder.capacity() - decoder.buffered() > 2 * frame.length) {
      decoder.feed(frame);
    }
    int backlog = decoder.buffered();
    for (int i = 0; i < 1_000_000; i++) {
      decoder.feed(frame);
      decoder.next();
    }
    assertThat(decoder.buffered()).isEqualTo(backlog);
    assertThat(decoder.capacity()).isLessThanOrEqualTo(8 * backlog);
  }

  @Test
  void aBigBufferIsGivenBack() throws WireException {
    byte[] big = Frame.encode(new Publish("t", Bytes.wrap(new byte[100_000])));
    byte[] small = Frame.encode(new NoncePing(1));
    FrameDecoder decoder = new FrameDecoder(Limits.PRIVATE);
    decoder.feed(big);
    assertThat(decoder.next()).isNotNull();
    assertThat(decoder.capacity()).as("when it is empty").isZero();
    decoder.feed(big);
    decoder.feed(small); // never quite empty from here on
    for (int i = 0; i < 100_000; i++) {
      decoder.feed(Arrays.copyOf(small, 7));
      decoder.feed(Arrays.copyOfRange(small, 7, small.length));
      assertThat(decoder.next() != null).isTrue();
    }
    assertThat(decoder.capacity()).as("in time").isLessThanOrEqualTo(16 * 1024);
  }

  @Test
  void aSmallBufferIsUsedAgain() throws WireException {
    FrameDecoder decoder = new FrameDecoder(Limits.PRIVATE);
    byte[] frame = Frame.encode(new NoncePing(1));
    decoder.feed(frame);
    decoder.next();
    assertThat(decoder.capacity()).isEqualTo(512);
  }

  private static void refuse(byte[] frame) {
    FrameDecoder decoder = new FrameDecoder(Golden.NO_LIMITS);
    decoder.feed(frame);
    assertThatExceptionOfType(WireException.class).isThrownBy(decoder::next);
  }

  /** AssertJ is too slow for millions of assertions. */
  private static void assertNull(@Nullable Object value) {
    if (value != null) {
      throw new AssertionError("read too early: " + value);
    }
  }
}
