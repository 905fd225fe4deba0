package io.fencewire.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FrameDecoderTest {
  @ParameterizedTest
  @EnumSource
  void whatIsWrittenIsRead(MessageType type) throws WireException {
    for (int seed = 0; seed < 200; seed++) {
      Message message = new RandomMessages(new SplittableRandom(seed)).next(type);
      assertThat(messages(Frame.encode(message))).as("seed %d", seed).containsExactly(message);
    }
  }

  @ParameterizedTest
  @MethodSource("io.fencewire.wire.Golden#all")
  void aFrameThatIsCutOffIsWaitedFor(Golden golden) throws WireException {
    for (int cut = 0; cut < golden.frame().length; cut++) {
      FrameDecoder decoder = new FrameDecoder(Golden.NO_LIMITS);
      decoder.feed(Arrays.copyOf(golden.frame(), cut));
      assertThat(decoder.next()).as("cut at %d", cut).isNull();
      assertThat(decoder.buffered()).isEqualTo(cut);
      decoder.feed(Arrays.copyOfRange(golden.frame(), cut, golden.frame().length));
      assertThat(decoder.next()).as("cut at %d", cut).isEqualTo(golden.message());
    }
  }

  @ParameterizedTest
  @MethodSource("io.fencewire.wire.Golden#all")
  void aBodyThatIsTooShortIsRefused(Golden golden) {
    for (int cut = 6; cut < golden.frame().length; cut++) {
      refused(withLength(Arrays.copyOf(golden.frame(), cut)));
    }
  }

  @ParameterizedTest
  @MethodSource("io.fencewire.wire.Golden#all")
  void aBodyThatIsTooLongIsRefused(Golden golden) {
    WireException refusal =
        refused(withLength(Arrays.copyOf(golden.frame(), golden.frame().length + 1)));
    assertThat(refusal)
        .hasMessageContaining(golden.message().type() + " at byte 0 of the stream")
        .hasMessageContaining("1 bytes are left over");
  }

  @Test
  void aStreamMayBeSplitAnywhere() throws WireException {
    byte[] stream = stream();
    List<Message> expected = Golden.all().map(Golden::message).toList();
    for (int cut = 0; cut <= stream.length; cut++) {
      byte[] head = Arrays.copyOf(stream, cut);
      byte[] tail = Arrays.copyOfRange(stream, cut, stream.length);
      assertThat(messages(head, tail)).as("cut at %d", cut).isEqualTo(expected);
    }
  }

  @Test
  void aStreamMayComeByteByByte() throws WireException {
    byte[] stream = stream();
    byte[][] bytes = new byte[stream.length][];
    for (int i = 0; i < stream.length; i++) {
      bytes[i] = new byte[] {stream[i]};
    }
    assertThat(messages(bytes)).isEqualTo(Golden.all().map(Golden::message).toList());
  }

  @Test
  void aStreamMayBeFedWithoutBeingRead() throws WireException {
    FrameDecoder decoder = new FrameDecoder(Golden.NO_LIMITS);
    byte[] stream = stream();
    for (byte one : stream) {
      decoder.feed(new byte[] {one});
    }
    assertThat(decoder.buffered()).isEqualTo(stream.length);
    assertThat(rest(decoder)).isEqualTo(Golden.all().map(Golden::message).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "00000000, a length of 0",
    "01000000, a length of 1",
    "020000000d00, the message id 13",
    "02000000ff00, the message id 255",
    "020000000701, the message id 263",
    "02000000ffff, the message id 65535",
    "0a0000000000, BLOCK_REQUEST was found",
    "0c0000000100, BLOCK_RESPONSE was found",
    "090000000700, at most 8 would be right",
    "ffffffff0c00, length of 4294967295",
    "ae1e00ff0004, a Noise handshake",
    "1603010200 01, a TLS ClientHello",
    "160303007c01, a TLS ClientHello",
  })
  void sixBytesAreEnoughToRefuse(String header, String found) {
    FrameDecoder decoder = new FrameDecoder(Limits.PRIVATE);
    decoder.feed(Golden.hex(header));
    assertThatExceptionOfType(WireException.class)
        .isThrownBy(decoder::next)
        .withMessageContaining(found)
        .withMessageContaining("at byte 0 of the stream")
        .withMessageContaining("would be right");
  }

  @Test
  void foreignBeginningsAreOnlyThatAtTheBeginning() {
    WireException refusal = refused(Golden.hex("03000000 0800 01 ae1e00ff 0004"));
    assertThat(refusal)
        .hasMessageContaining("the message id 1024")
        .hasMessageContaining("at byte 7 of the stream");
  }

  @Test
  void aLongFrameThatBeginsLikeTlsIsNotTakenForIt() throws WireException {
    Bytes body = Bytes.wrap(new byte[0x10316 - 39]);
    Message message = new UnconfirmedTransaction(Bytes.parse("ab".repeat(32)), body);
    assertThat(Frame.encode(message)).startsWith(0x16, 0x03, 0x01, 0x00);
    assertThat(messages(Frame.encode(message))).containsExactly(message);
  }

  @Test
  void messagesBeforeAnErrorAreDeliveredAndTheErrorStays() throws WireException {
    FrameDecoder decoder = new FrameDecoder(Limits.PRIVATE);
    decoder.feed(Golden.hex("02000000 0500 03000000 0800 07", "02000000 0500"));
    assertThat(decoder.next()).isEqualTo(new PeerRequest());
    WireException first = thrownBy(decoder);
    assertThat(first)
        .hasMessage("PONG at byte 6 of the stream: fork at byte 0 of the body is 7;"
            + " 0 to 2 would be right");
    decoder.feed(Golden.hex("02000000 0500"));
    assertThat(decoder.buffered()).isZero();
    assertThat(decoder.capacity()).isZero();
    assertThat(thrownBy(decoder)).isSameAs(first);
  }

  private static WireException refused(byte[] frame) {
    FrameDecoder decoder = new FrameDecoder(Golden.NO_LIMITS);
    decoder.feed(frame);
    return thrownBy(decoder);
  }

  private static WireException thrownBy(FrameDecoder decoder) {
    try {
      List<Message> messages = rest(decoder);
      throw new AssertionError("read as " + messages);
    } catch (WireException e) {
      return e;
    }
  }

  /** The frame with the length that it has. */
  private static byte[] withLength(byte[] frame) {
    int length = frame.length - 4;
    frame[0] = (byte) length;
    frame[1] = (byte) (length >>> 8);
    return frame;
  }

  private static byte[] stream() {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    Golden.all().forEach(golden -> stream.writeBytes(golden.frame()));
    return stream.toByteArray();
  }

  private static List<Message> messages(byte[]... pieces) throws WireException {
    FrameDecoder decoder = new FrameDecoder(Golden.NO_LIMITS);
    List<Message> messages = new ArrayList<>();
    for (byte[] piece : pieces) {
      decoder.feed(piece);
      messages.addAll(rest(decoder));
    }
    assertThat(decoder.buffered()).isZero();
    return messages;
  }

  private static List<Message> rest(FrameDecoder decoder) throws WireException {
    List<Message> messages = new ArrayList<>();
    for (Message message = decoder.next(); message != null; message = decoder.next()) {
      messages.add(message);
    }
    return messages;
  }
}
