package io.fencewire.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.peer.NodeType;
import io.fencewire.peer.PeerId;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PeerInfoTest {
  private static final PeerId ADDRESS = PeerId.of(Bytes.parse("ad".repeat(32)).toArray());
  private static final PeerInfo.Hint HINT =
      new PeerInfo.Hint(0x01020304L, 4130, NodeType.PROVER, ADDRESS);
  private static final String HINT_BYTES = "04030201" + "2210" + "01" + "ad".repeat(32);
  private static final PeerInfo INFO =
      new PeerInfo(HINT, Bytes.parse("9e".repeat(280)), Bytes.parse("7d".repeat(32)));

  @Test
  void aHintBeginsWithTheModeOfConnectionsOfPeers() throws WireException {
    assertThat(Bytes.wrap(HINT.toBytes())).isEqualTo(Bytes.parse("01" + HINT_BYTES));
    assertThat(PeerInfo.Hint.of(HINT.toBytes())).isEqualTo(HINT);
    assertThatThrownBy(() -> PeerInfo.Hint.of(Bytes.parse("00" + HINT_BYTES).toArray()))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("mode 0")
        .hasMessageContaining("1, for connections of peers");
  }

  /** snarkOS says 391 bytes, of which the last 40 are the revision, or as many question marks. */
  @Test
  void whatANodeSaysOfItselfHas391Bytes() throws WireException {
    byte[] bytes = encoded();
    assertThat(Bytes.wrap(bytes))
        .isEqualTo(Bytes.parse(HINT_BYTES + "9e".repeat(280) + "7d".repeat(32) + "3f".repeat(40)));
    assertThat(bytes).hasSize(391);
    assertThat(PeerInfo.decode(new ByteReader(bytes, 0, 391))).isEqualTo(INFO);
  }

  @Test
  void whatStandsBehindItIsLeftAndNothingOfItMayBeMissing() throws WireException {
    byte[] longer = Arrays.copyOf(encoded(), 400);
    ByteReader reader = new ByteReader(longer, 0, 400);
    assertThat(PeerInfo.decode(reader)).isEqualTo(INFO);
    assertThat(reader.remaining()).isEqualTo(9);
    for (int size = 0; size < 391; size++) {
      ByteReader shorter = new ByteReader(longer, 0, size);
      assertThatThrownBy(() -> PeerInfo.decode(shorter))
          .as("%d bytes", size)
          .isInstanceOf(WireException.class);
    }
  }

  private static byte[] encoded() {
    ByteWriter out = new ByteWriter(400);
    INFO.encode(out);
    return out.toArray();
  }
}
