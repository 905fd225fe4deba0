package io.fencewire.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fencewire.peer.NodeType;
import io.fencewire.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandshakeTermsTest {
  private static final String FENCEWIRE =
      "f4d63863f09ee6c0d3311a964d28cdd1230d2b82c88e5080bf3389db29171536"; // its SHA-256

  private final HandshakeTerms terms = HandshakePair.terms(1, "fencewire", 4130);

  @Test
  void theGenesisFieldIsTheNetworkAndTheExtensionVersion() {
    assertThat(terms.genesis()).hasToString(FENCEWIRE + "0100" + "00".repeat(246));
    assertThat(terms.restrictionsId()).hasToString("00".repeat(32));
    assertThat(HandshakeTerms.extensionVersionOf(terms.genesis())).isEqualTo(1);
  }

  @Test
  void withoutExtensionsOnlyTheVersionIsAnother() {
    HandshakeTerms plain = terms.withoutExtensions();
    assertThat(plain.genesis()).hasToString(FENCEWIRE + "00".repeat(248));
    assertThat(new HandshakeTerms(
            plain.identity(), terms.genesis(), plain.restrictionsId(), 4130, NodeType.CLIENT))
        .isEqualTo(terms);
  }

  @Test
  void theExtensionVersionIsLittleEndianAndUnsigned() {
    Bytes genesis = Bytes.parse(FENCEWIRE + "ff80" + "00".repeat(246));
    assertThat(HandshakeTerms.extensionVersionOf(genesis)).isEqualTo(0x80ff);
  }

  @ParameterizedTest
  @CsvSource({"279,32", "281,32", "0,32", "280,31", "280,33"})
  void fieldsOfAnotherLengthAreRefused(int genesis, int restrictionsId) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HandshakeTerms(
            terms.identity(),
            Bytes.wrap(new byte[genesis]),
            Bytes.wrap(new byte[restrictionsId]),
            4130,
            NodeType.CLIENT))
        .withMessageEndingWith("not " + genesis + " and " + restrictionsId);
  }
}
