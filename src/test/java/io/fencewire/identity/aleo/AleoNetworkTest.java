package io.fencewire.identity.aleo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.wire.Bytes;
import io.fencewire.wire.ChallengeResponse;
import io.vertx.core.json.JsonObject;
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
        .hasMessageContaining("has 280 bytes, not 0");
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
  void theWholeHeaderMustBeTheSame() {
    Bytes restrictions = MAINNET.restrictionsId();
    assertThat(MAINNET.isNetworkOf(response(MAINNET.genesis(), restrictions), false))
        .isTrue();
    assertThat(MAINNET.isNetworkOf(response(AleoNetwork.TESTNET.genesis(), restrictions), true))
        .isFalse();
    byte[] last = MAINNET.genesis().toArray();
    last[279] ^= 1;
    assertThat(MAINNET.isNetworkOf(response(Bytes.wrap(last), restrictions), false))
        .isFalse();
  }

  @Test
  void aProverMayHaveOtherRestrictions() {
    ChallengeResponse response = response(MAINNET.genesis(), Bytes.wrap(new byte[32]));
    assertThat(MAINNET.isNetworkOf(response, true)).isTrue();
    assertThat(MAINNET.isNetworkOf(response, false)).isFalse();
  }

  private static ChallengeResponse response(Bytes genesis, Bytes restrictionsId) {
    return new ChallengeResponse(genesis, restrictionsId, Bytes.wrap(new byte[128]), 1);
  }
}
