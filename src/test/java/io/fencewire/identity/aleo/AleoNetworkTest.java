package io.fencewire.identity.aleo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.wire.Bytes;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AleoNetworkTest {
  private static final AleoNetwork MAINNET = AleoNetwork.MAINNET;

  @Test
  void headersAndRestrictionsAreThoseOfTheNetworks() {
    JsonObject handshake = Vectors.object("handshake");
    Map<String, AleoNetwork> known =
        Map.of("mainnet", MAINNET, "testnet", AleoNetwork.TESTNET, "canary", AleoNetwork.CANARY);
    assertThat(known.keySet()).isEqualTo(handshake.getJsonObject("networks").fieldNames());
    known.forEach((name, network) -> {
      JsonObject vector = handshake.getJsonObject("networks").getJsonObject(name);
      assertThat(network.genesis()).as(name).hasToString(vector.getString("genesisHeaderHex"));
      assertThat(network.restrictionsId()).hasToString(handshake.getString("restrictionsIdHex"));
    });
  }

  @Test
  void aNetworkOfOnesOwnHasItsHeaderFromOutside() throws EncodingException {
    byte[] header = AleoNetwork.TESTNET.genesis().toArray();
    header[40] ^= 1;
    AleoNetwork devnet = AleoNetwork.withGenesis(Bytes.of(header));
    assertThat(devnet.genesis()).isEqualTo(Bytes.of(header));
    assertThat(devnet.restrictionsId()).isEqualTo(MAINNET.restrictionsId());
  }

  @Test
  void whatIsNoGenesisHeaderIsRefused() {
    assertThatThrownBy(() -> AleoNetwork.withGenesis(Bytes.EMPTY))
        .hasMessageContaining("and its header alone has 280, not 0");
    for (int at : new int[] {0, 193, 196, 204}) {
      byte[] header = MAINNET.genesis().toArray();
      header[at]++;
      assertThatThrownBy(() -> AleoNetwork.withGenesis(Bytes.wrap(header)))
          .as("byte %d", at)
          .isInstanceOf(EncodingException.class)
          .hasMessageContaining("version 1, round 0 and height 0");
    }
  }

  @Test
  void theHashOfTheFirstBlockStandsInFrontOfItsHeader() throws EncodingException {
    String hash = "5a".repeat(32);
    String begin = "01" + hash + "00".repeat(32) + AleoNetwork.CANARY.genesis();
    for (String rest : List.of("", "00".repeat(1000))) {
      AleoNetwork devnet = AleoNetwork.withGenesis(Bytes.parse(begin + rest));
      assertThat(devnet.genesis()).isEqualTo(AleoNetwork.CANARY.genesis());
      assertThat(devnet.firstBlock()).hasToString(hash);
    }
    assertThat(AleoNetwork.withGenesis(MAINNET.genesis()).firstBlock()).isNull();
    assertThat(MAINNET.firstBlock())
        .hasToString("2b6df77cac0ea22e46ee453ce25d9b024aa49a88399ebd347e5048719fc13702");
  }
}
