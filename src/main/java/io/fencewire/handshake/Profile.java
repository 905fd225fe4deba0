package io.fencewire.handshake;

import io.fencewire.identity.aleo.AleoNetwork;
import io.fencewire.peer.NodeType;
import io.fencewire.wire.BlockLocators;
import io.fencewire.wire.BlockLocators.Locator;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.ChallengeResponse;
import io.fencewire.wire.Ping;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network as its nodes tell it from others.
 *
 * @param network its name, for the log
 * @param protocol what kind of network it is
 * @param genesis 280 bytes that its nodes send in the handshake
 * @param restrictionsId 32 bytes that they have alike
 * @param firstBlock the hash of its first block, which those who ping as a client need in an Aleo
 *     network; null if it is not known, or there are no blocks
 * @param opening which handshake we begin when we dial
 */
public record Profile(
    String network,
    Protocol protocol,
    Bytes genesis,
    Bytes restrictionsId,
    @Nullable Bytes firstBlock,
    Opening opening) {
  /** One where we begin the challenge handshake. */
  public Profile(
      String network,
      Protocol protocol,
      Bytes genesis,
      Bytes restrictionsId,
      @Nullable Bytes firstBlock) {
    this(network, protocol, genesis, restrictionsId, firstBlock, Opening.CHALLENGE);
  }

  /** An Aleo network, under this name in the log. */
  public static Profile ofAleo(String name, AleoNetwork network) {
    return new Profile(
        name, Protocol.ALEO, network.genesis(), network.restrictionsId(), network.firstBlock());
  }

  /** The same network, where we begin with this handshake when we dial. */
  public Profile beginning(Opening with) {
    return new Profile(network, protocol, genesis, restrictionsId, firstBlock, with);
  }

  /** The private network with this name. */
  public static Profile ofPrivate(String network) {
    byte[] name = HandshakeTerms.sha256(network.getBytes(StandardCharsets.UTF_8));
    return new Profile(
        network,
        Protocol.PRIVATE,
        HandshakeTerms.genesis(Bytes.wrap(name), HandshakeTerms.EXTENSION_VERSION),
        Bytes.wrap(new byte[ChallengeResponse.RESTRICTIONS_SIZE]),
        null);
  }

  /**
   * How a node of this type pings, which in an Aleo network has to say how far it is, unless it is a
   * prover, which must not: we have the first block and no other.
   */
  public Ping ping(NodeType nodeType) {
    BlockLocators locators = null;
    if (firstBlock != null && nodeType != NodeType.PROVER) {
      List<Locator> first = List.of(new Locator(0, firstBlock));
      locators = new BlockLocators(first, first);
    }
    return new Ping(protocol.version(), nodeType, locators);
  }
}
