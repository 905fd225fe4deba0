package io.fencewire.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenBytesTest {
  @ParameterizedTest
  @MethodSource("io.fencewire.wire.Golden#all")
  void aMessageIsWrittenAsTheSpecificationSays(Golden golden) {
    assertThat(HexFormat.of().formatHex(Frame.encode(golden.message())))
        .isEqualTo(HexFormat.of().formatHex(golden.frame()));
  }

  @ParameterizedTest
  @MethodSource("io.fencewire.wire.Golden#all")
  void theBytesOfTheSpecificationAreRead(Golden golden) throws WireException {
    FrameDecoder decoder = new FrameDecoder(Golden.NO_LIMITS);
    decoder.feed(golden.frame());
    assertThat(decoder.next()).isEqualTo(golden.message());
    assertThat(decoder.buffered()).isZero();
    assertThat(decoder.next()).isNull();
  }

  @Test
  void thereIsAGoldenFrameForEveryType() {
    assertThat(Golden.all().map(golden -> golden.message().type()).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(Arrays.asList(MessageType.values()));
  }

  @Test
  void aRevisionBehindAChallengeRequestIsTolerated() throws WireException {
    Golden plain = Golden.all().findFirst().orElseThrow();
    byte[] frame = Arrays.copyOf(plain.frame(), plain.frame().length + 40);
    frame[0] = 0x59; // 89
    Arrays.fill(frame, plain.frame().length, frame.length, (byte) '?');
    FrameDecoder decoder = new FrameDecoder(Limits.PRIVATE);
    decoder.feed(frame);
    assertThat(decoder.next()).isEqualTo(plain.message());
  }

  @Test
  void anIpv4AddressThatIsWrappedInIpv6IsReadAsIpv4() throws WireException {
    FrameDecoder decoder = new FrameDecoder(Limits.PRIVATE);
    decoder.feed(Golden.hex("16000000 0600 01 01 0400000a ffff 00000000000000000000 2210"));
    assertThat(String.valueOf(decoder.next())).contains("10.0.0.4:4130");
  }

  @Test
  void everyIdBelongsToOneTypeAndNoOtherIdToAny() {
    for (int id = -1; id < 0x10000; id++) {
      MessageType type = MessageType.ofId(id);
      boolean known = (id >= 0 && id <= 12) || (id >= 256 && id <= 262);
      assertThat(type != null).as("id %d", id).isEqualTo(known);
      assertThat(type == null ? id : type.id()).isEqualTo(id);
      assertThat(type != null && type.isExtension()).isEqualTo(known && id >= 256);
    }
  }
}
