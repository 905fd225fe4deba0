package io.fencewire.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fencewire.fuzz.Allocation;
import io.fencewire.fuzz.Script;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes in any pieces against the decoder. However they are cut, the messages and the error are
 * the same; and it never holds more than twice what it was fed.
 */
@Timeout(10)
class FrameDecoderFuzzTest {
  /** The decoder, the smallest buffer it takes, and the list of what came out. */
  private static final int DECODER = 1024;

  /**
   * In pieces, the buffer is outgrown again and again. Each new one is twice as large as what it has
   * to hold and the one before it less than half of that: together at most four times the input. One
   * is in reserve for buffers that shrink.
   */
  private static final int TIMES_IN_PIECES = 5;

  private static final int ALEO = 1;
  private static final int RUNS = 2;

  /** What came out. */
  private record Decoded(List<Message> messages, @Nullable String failure) {
    /** What decoding may allocate if the buffer takes so many times the input. */
    long allowance(int input, int times) {
      long allowance = DECODER + (long) times * input;
      for (Message message : messages) {
        int body = Frame.encode(message).length;
        allowance += body + WireOracle.objects(message.type(), body);
      }
      return failure == null ? allowance : allowance + refused(input);
    }

    /** We don't know which message it was that was refused: the dearest. */
    private static long refused(int input) {
      return Math.max(
          WireOracle.allowance(MessageType.PEER_RESPONSE, input, true),
          WireOracle.allowance(MessageType.PING, input, true));
    }
  }

  @MethodSource("seeds")
  @FuzzTest
  void stream(byte[] input) throws Exception {
    Script script = new Script(input);
    int mode = script.u8();
    Limits limits = (mode & ALEO) == 0 ? Limits.PRIVATE : Limits.ALEO;
    List<byte[]> pieces = (mode & RUNS) == 0 ? cut(script) : runs(script);
    byte[] whole = joined(pieces);
    Decoded atOnce = Allocation.held(
        () -> decode(List.of(whole), limits), decoded -> decoded.allowance(whole.length, 1));
    Decoded inPieces = Allocation.held(
        () -> decode(pieces, limits),
        decoded -> decoded.allowance(whole.length, TIMES_IN_PIECES) + 64L * pieces.size());
    WireOracle.require(inPieces.equals(atOnce), inPieces, "is not " + atOnce);
    for (Message message : atOnce.messages()) {
      WireOracle.checkReread(message);
      int payload = Frame.encode(message).length - Integer.BYTES;
      WireOracle.require(payload <= limits.max(message.type()), message, "is too long");
    }
  }

  static Stream<byte[]> seeds() {
    List<Golden> golden = Golden.all().toList();
    byte[] all = joined(golden.stream().map(Golden::frame).toList());
    return Stream.concat(
        golden.stream().map(one -> joined(List.of(new byte[] {0, 0}, one.frame()))),
        Stream.of(
            joined(List.of(new byte[] {ALEO, 0}, all)),
            joined(List.of(new byte[] {ALEO, 7}, all)),
            joined(List.of(new byte[] {0, 1}, Arrays.copyOf(all, 400))),
            longPublish(),
            Golden.hex("00 00 ae1e00ff 0000"),
            Golden.hex("00 00 16030100 c801")));
  }

  /** A publish of 20 KiB, more than the buffer that is kept, and a ping behind it. */
  private static byte[] longPublish() {
    return Golden.hex(
        "02 0d 09500000 0301 01 74 01 00500000", "cf 5a", "0e 0a000000 0101 0807060504030201");
  }

  /** All pieces are as long as the first byte says; 0 means all in one. */
  private static List<byte[]> cut(Script script) {
    int size = script.u8();
    byte[] rest = script.rest();
    List<byte[]> pieces = new ArrayList<>();
    for (int at = 0; at < rest.length; at += pieces.get(pieces.size() - 1).length) {
      int to = size == 0 ? rest.length : Math.min(rest.length, at + size);
      pieces.add(Arrays.copyOfRange(rest, at, to));
    }
    return pieces;
  }

  /** Pieces of up to 127 bytes as they stand, and runs of up to 32 KiB of one byte. */
  private static List<byte[]> runs(Script script) {
    List<byte[]> pieces = new ArrayList<>();
    while (!script.isOver() && pieces.size() < 64) {
      int size = script.u8();
      byte[] piece;
      if (size < 128) {
        piece = script.upTo(size);
      } else {
        piece = new byte[(size - 127) * 256];
        Arrays.fill(piece, (byte) script.u8());
      }
      pieces.add(piece);
    }
    return pieces;
  }

  private static byte[] joined(List<byte[]> pieces) {
    ByteWriter all = new ByteWriter(1024);
    pieces.forEach(all::bytes);
    return all.toArray();
  }

  private static Decoded decode(List<byte[]> pieces, Limits limits) {
    FrameDecoder decoder = new FrameDecoder(limits);
    List<Message> messages = new ArrayList<>();
    long fed = 0;
    try {
      for (byte[] piece : pieces) {
        decoder.feed(piece);
        fed += piece.length;
        checkHeld(decoder, fed);
        for (Message next = decoder.next(); next != null; next = decoder.next()) {
          messages.add(next);
          checkHeld(decoder, fed);
        }
      }
      return new Decoded(messages, null);
    } catch (WireException e) {
      WireOracle.require(decoder.capacity() == 0, decoder.capacity(), "bytes are held for nothing");
      return new Decoded(messages, e.getMessage());
    }
  }

  private static void checkHeld(FrameDecoder decoder, long fed) {
    if (decoder.capacity() > Math.max(512, 2 * fed)) {
      throw new AssertionError(decoder.capacity() + " bytes are held after " + fed);
    }
  }
}
