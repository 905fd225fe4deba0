package io.fencewire.bus;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fencewire.fuzz.Allocation;
import io.fencewire.fuzz.Script;
import io.fencewire.wire.WireException;
import io.vertx.core.buffer.Buffer;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes from another JVM of the cluster: they become a record, which can be written and read
 * again, or an Undecodable; nothing is thrown into the event bus.
 */
@Timeout(10)
class BusCodecFuzzTest {
  /** A record with its readers and its tables, or the text of an error; and the fuzzer's own hooks. */
  private static final int CONSTANT = 64 * 1024;

  /** The dearest elements: a name and a number in ten bytes are four objects in a hash table. */
  private static final int TIMES = 32;

  /** In a message there may be addresses, seven bytes each, which are parsed from their texts. */
  private static final int TIMES_WITH_MESSAGE = 224;

  private static final List<Integer> WITH_MESSAGE = List.of(1, 2, 67);
  private static final int RAW = 1;
  private static final BusCodec CODEC = new BusCodec();

  @MethodSource("seeds")
  @FuzzTest
  void record(byte[] input) throws Exception {
    Script script = new Script(input);
    boolean raw = script.u8() == RAW;
    int position = raw ? script.u8() : 0;
    byte[] rest = script.rest();
    Buffer buffer =
        raw ? Buffer.buffer(rest) : Buffer.buffer().appendInt(rest.length).appendBytes(rest);
    boolean message = !raw && rest.length > 1 && WITH_MESSAGE.contains(rest[1] & 0xff);
    long times = raw || message ? TIMES_WITH_MESSAGE : TIMES;
    BusRecord record = Allocation.held(
        CONSTANT + times * input.length, () -> CODEC.decodeFromWire(position, buffer));
    checkReread(record);
  }

  static Stream<byte[]> seeds() {
    Stream<byte[]> golden =
        GoldenRecord.all().map(one -> HexFormat.of().parseHex("00" + one.hex()));
    Stream<byte[]> arbitrary = ArbitraryRecords.types().stream()
        .map(type -> RecordForms.encode(new ArbitraryRecords(new SplittableRandom(1)).next(type)))
        .filter(bytes -> bytes.length < 2000)
        .map(BusCodecFuzzTest::whole);
    Stream<byte[]> raw = Stream.of(
            "0100", "0100 00000002 010a", "0101 ff 00000002 010a", "0100 7fffffff 01")
        .map(digits -> HexFormat.of().parseHex(digits.replace(" ", "")));
    return Stream.of(golden, arbitrary, raw).flatMap(seeds -> seeds);
  }

  private static byte[] whole(byte[] record) {
    byte[] seed = new byte[record.length + 1];
    System.arraycopy(record, 0, seed, 1, record.length);
    return seed;
  }

  private static void checkReread(BusRecord record) throws WireException {
    // not byte for byte: equal maps may list their entries in another order
    BusRecord again = RecordForms.decode(RecordForms.encode(record));
    if (!record.equals(again)) {
      throw new AssertionError(record + " comes back as " + again);
    }
  }
}
