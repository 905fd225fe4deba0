package io.fencewire.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.handshake.Profile;
import io.fencewire.handshake.Protocol;
import io.fencewire.identity.Ed25519Identity;
import io.fencewire.identity.aleo.AleoKeyForm;
import io.fencewire.identity.aleo.AleoNetwork;
import io.fencewire.peer.NodeType;
import io.fencewire.server.Transport;
import io.fencewire.wire.Bytes;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which network a node is in: what is read, and what is refused with which words. */
class NetworkOptionsTest {
  private static final String HASH = "5a".repeat(32);

  @TempDir
  private Path folder;

  @Test
  void withoutAWordItIsThePrivateOneAsEver() {
    NodeOptions options = options("{}");
    assertThat(options.server().profile()).isEqualTo(Profile.ofPrivate("fencewire"));
    assertThat(options.keys()).isEqualTo(Ed25519Identity.KEY_FORM);
    assertThat(options("{'name':'mine'}").server().profile()).isEqualTo(Profile.ofPrivate("mine"));
  }

  @Test
  void theNetworksOfSnarkOsAreKnown() {
    NodeOptions options = options("{'profile':'aleo-canary'}");
    AleoNetwork canary = AleoNetwork.CANARY;
    assertThat(options.server().profile())
        .isEqualTo(new Profile(
            "aleo-canary",
            Protocol.ALEO,
            canary.genesis(),
            canary.restrictionsId(),
            canary.firstBlock()));
    assertThat(options.server().nodeType()).isEqualTo(NodeType.CLIENT);
    assertThat(options.keys()).isEqualTo(AleoKeyForm.FORM);
    NodeOptions prover = options("{'profile':'aleo-mainnet','nodeType':'prover'}");
    assertThat(prover.server().nodeType()).isEqualTo(NodeType.PROVER);
    assertThat(prover.server().profile().genesis()).isEqualTo(AleoNetwork.MAINNET.genesis());
  }

  @Test
  void aDevnetHasItsFirstBlockFromAFileOrInHexadecimal() throws IOException {
    String block = "01" + HASH + "00".repeat(32) + AleoNetwork.TESTNET.genesis();
    Path file = folder.resolve("block.genesis");
    Files.write(file, Bytes.parse(block + "00".repeat(5000)).toArray());
    for (String genesis : new String[] {block, file.toString()}) {
      Profile profile = options("{'profile':'aleo-devnet','genesis':'" + genesis + "'}")
          .server()
          .profile();
      assertThat(profile.genesis()).isEqualTo(AleoNetwork.TESTNET.genesis());
      assertThat(profile.firstBlock()).hasToString(HASH);
    }
    String header = AleoNetwork.TESTNET.genesis().toString();
    assertThat(options("{'profile':'aleo-devnet','nodeType':'prover','genesis':'" + header + "'}")
            .server()
            .profile()
            .firstBlock())
        .isNull();
    assertRefused(
        "{'profile':'aleo-devnet','genesis':'" + header + "'}",
        "is wrong: this is the header alone, and a client needs the hash of the first block too");
  }

  @Test
  void theTransportIsPlainEverywhere() {
    String everywhere = "{'listen':{'host':'0.0.0.0'},'network':{'profile':'aleo-testnet'}}";
    assertThat(NodeOptions.fromJson(json(everywhere)).server().transport())
        .isEqualTo(Transport.PLAIN);
    assertThatThrownBy(() -> NodeOptions.fromJson(
            json("{'listen':{'transport':'tls'},'network':{'profile':'aleo-testnet'}}")))
        .hasMessage("listen.transport = tls is wrong: with network.profile = aleo-testnet it must"
            + " be plain, for the peers there speak nothing else");
  }

  @Test
  void oneLoopCountsAllDials() {
    assertThatThrownBy(() -> NodeOptions.fromJson(
            json("{'server':{'loops':2},'network':{'profile':'aleo-testnet'}}")))
        .hasMessageStartingWith(
            "server.loops = 2 is wrong: with network.profile = aleo-testnet it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'profile':'aleo'}                       | network.profile = aleo is wrong: one of [private, aleo-mainnet, aleo-testnet, aleo-canary, aleo-devnet]",
        "{'profile':'aleo-testnet','name':'mine'} | network.name = mine is wrong: it has no effect with network.profile = aleo-testnet",
        "{'profile':'aleo-testnet','genesis':'x'} | network.genesis = x is wrong: only network.profile = aleo-devnet has it, aleo-testnet is known",
        "{'genesis':'x'}                          | network.genesis = x is wrong: only network.profile = aleo-devnet has it",
        "{'nodeType':'prover'}                    | network.nodeType = prover is wrong: it has no effect unless",
        "{'profile':'aleo-mainnet','nodeType':'validator'} | network.nodeType = validator is wrong: one of [client, prover]",
        "{'profile':'aleo-devnet'}                | network.genesis = \"\" is wrong: a file with the first block of the devnet, or its first 345 bytes in hexadecimal, would be right: none was given",
        "{'profile':'aleo-devnet','genesis':'/no/such'} | network.genesis = /no/such is wrong: a file with the first block",
        "{'profile':'aleo-devnet','genesis':'00ff'}     | would be right: a first block has at least 345 bytes, and its header alone has 280, not 2",
      })
  void whatIsWrongIsNamed(String network, String message) {
    assertRefused(network, message);
  }

  private static void assertRefused(String network, String message) {
    assertThatThrownBy(() -> options(network))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static NodeOptions options(String network) {
    return NodeOptions.fromJson(json("{'network':" + network + "}"));
  }

  private static JsonObject json(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }
}
