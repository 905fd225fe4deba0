package io.fencewire.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever comes, it is a message, too little yet, or a WireException. */
class GarbageTest {
  private static final int ROUNDS = 34_000;
  private static final List<Golden> GOLDEN = Golden.all().toList();
  private static final List<MessageType> TYPES = List.of(MessageType.values());

  @Test
  void randomBytesDoNoHarm() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      read(bytes, seed);
    }
  }

  @Test
  void randomBodiesDoNoHarm() {
    int read = 0;
    for (int seed = 0; seed < ROUNDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] body = new byte[random.nextInt(64)];
      random.nextBytes(body);
      MessageType type = TYPES.get(random.nextInt(TYPES.size()));
      ByteWriter out = new ByteWriter(64).u32(body.length + 2).u16(type.id()).bytes(body);
      read += read(out.toArray(), seed);
    }
    assertThat(read).as("some of them are messages").isGreaterThan(100);
  }

  @Test
  void damagedMessagesDoNoHarm() {
    int read = 0;
    for (int seed = 0; seed < ROUNDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] frame = GOLDEN.get(random.nextInt(GOLDEN.size())).frame();
      for (int i = random.nextInt(4); i >= 0; i--) {
        frame[random.nextInt(frame.length)] = (byte) random.nextInt();
      }
      read += read(frame, seed);
    }
    assertThat(read).as("some of them are messages").isGreaterThan(100);
  }

  /** How many messages were read; each must survive being written and read again. */
  private static int read(byte[] bytes, int seed) {
    FrameDecoder decoder = new FrameDecoder(Golden.NO_LIMITS);
    decoder.feed(bytes);
    try {
      int count = 0;
      for (Message message = decoder.next(); message != null; message = decoder.next()) {
        FrameDecoder again = new FrameDecoder(Golden.NO_LIMITS);
        again.feed(Frame.encode(message));
        if (!message.equals(again.next())) {
          throw new AssertionError("seed " + seed + ": " + message + " does not come back");
        }
        count++;
      }
      return count;
    } catch (WireException e) {
      return 0;
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + seed + " made the decoder fail", e);
    }
  }
}
