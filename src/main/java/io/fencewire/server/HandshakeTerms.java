package io.fencewire.server;

import io.fencewire.identity.Identity;
import io.fencewire.peer.NodeType;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.ChallengeResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What our side says in every handshake; made once per server.
 *
 * @param identity who we are
 * @param genesis 280 bytes: the network in the first 32, the extension version (u16) in the next
 *     two, the rest unused
 * @param restrictionsId 32 bytes that both ends must have alike
 * @param listenPort where we listen
 * @param nodeType what we say we are
 */
public record HandshakeTerms(
    Identity identity, Bytes genesis, Bytes restrictionsId, int listenPort, NodeType nodeType) {
  /** The message version we speak, and the lowest we accept. */
  public static final long VERSION = 17;

  /** The highest version of the extension messages we speak; 0 would be none. */
  public static final int EXTENSION_VERSION = 1;

  private static final int NETWORK_SIZE = 32;

  /** Checks the lengths. */
  public HandshakeTerms {
    if (genesis.size() != ChallengeResponse.GENESIS_SIZE
        || restrictionsId.size() != ChallengeResponse.RESTRICTIONS_SIZE) {
      throw new IllegalArgumentException(
          "the genesis field has %d bytes and the restrictions id %d, not %d and %d"
              .formatted(
                  ChallengeResponse.GENESIS_SIZE,
                  ChallengeResponse.RESTRICTIONS_SIZE,
                  genesis.size(),
                  restrictionsId.size()));
    }
  }

  /** The terms of a node of the private network with this name. */
  public static HandshakeTerms of(
      Identity identity, String network, int listenPort, NodeType nodeType) {
    byte[] name = sha256(network.getBytes(StandardCharsets.UTF_8));
    return new HandshakeTerms(
        identity,
        genesis(Bytes.wrap(name), EXTENSION_VERSION),
        Bytes.wrap(new byte[ChallengeResponse.RESTRICTIONS_SIZE]),
        listenPort,
        nodeType);
  }

  /** These terms as a node says them that knows no extensions. */
  HandshakeTerms withoutExtensions() {
    return new HandshakeTerms(
        identity, genesis(networkOf(genesis), 0), restrictionsId, listenPort, nodeType);
  }

  /** The bytes of a genesis field that name the network. */
  static Bytes networkOf(Bytes genesis) {
    return genesis.slice(0, NETWORK_SIZE);
  }

  /** The extension version in a genesis field. */
  static int extensionVersionOf(Bytes genesis) {
    return Byte.toUnsignedInt(genesis.at(NETWORK_SIZE))
        | Byte.toUnsignedInt(genesis.at(NETWORK_SIZE + 1)) << Byte.SIZE;
  }

  static byte[] sha256(byte[] message) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(message);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256, except this one", e);
    }
  }

  private static Bytes genesis(Bytes network, int extensionVersion) {
    byte[] genesis = new byte[ChallengeResponse.GENESIS_SIZE];
    network.copyTo(genesis, 0);
    genesis[NETWORK_SIZE] = (byte) extensionVersion;
    genesis[NETWORK_SIZE + 1] = (byte) (extensionVersion >>> Byte.SIZE);
    return Bytes.wrap(genesis);
  }
}
