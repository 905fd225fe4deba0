package io.fencewire.server;

import io.fencewire.identity.Identity;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.NodeType;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.ChallengeRequest;
import io.fencewire.wire.ChallengeResponse;
import io.fencewire.wire.Ping;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * What our side says in every handshake, and what it expects of the other; made once per server.
 *
 * @param identity who we are
 * @param genesis 280 bytes: in a private network its name in the first 32, the extension version
 *     (u16) in the next two, the rest unused; in an Aleo network the header of the first block
 * @param restrictionsId 32 bytes that both ends must have alike
 * @param listenPort where we listen
 * @param nodeType what we say we are
 * @param protocol what kind of network it is
 * @param ping how we ping those who have no extensions, unless an application tells of more blocks
 */
public record HandshakeTerms(
    Identity identity,
    Bytes genesis,
    Bytes restrictionsId,
    int listenPort,
    NodeType nodeType,
    Protocol protocol,
    Ping ping) {
  /** The message version of private networks. */
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

  /** The terms of a node of a private network. */
  public HandshakeTerms(
      Identity identity, Bytes genesis, Bytes restrictionsId, int listenPort, NodeType nodeType) {
    this(
        identity,
        genesis,
        restrictionsId,
        listenPort,
        nodeType,
        Protocol.PRIVATE,
        new Ping(VERSION, nodeType, null));
  }

  /** The terms of a node of the private network with this name. */
  public static HandshakeTerms of(
      Identity identity, String network, int listenPort, NodeType nodeType) {
    return of(identity, Profile.ofPrivate(network), listenPort, nodeType);
  }

  /** The terms of a node of this network. */
  public static HandshakeTerms of(
      Identity identity, Profile profile, int listenPort, NodeType nodeType) {
    return new HandshakeTerms(
        identity,
        profile.genesis(),
        profile.restrictionsId(),
        listenPort,
        nodeType,
        profile.protocol(),
        profile.ping(nodeType));
  }

  /** These terms as a node of a private network says them that knows no extensions. */
  HandshakeTerms withoutExtensions() {
    return new HandshakeTerms(
        identity, genesis(networkOf(genesis), 0), restrictionsId, listenPort, nodeType);
  }

  /** Checks what a peer says of itself, as far as that costs next to nothing. */
  void check(ChallengeRequest theirs) throws HandshakeException {
    if (theirs.address().equals(identity.peerId())) {
      throw HandshakeException.judged(
          CloseReason.SELF_CONNECTION, "the other end has our own identity");
    }
    if (!accepts(theirs.version())) {
      throw HandshakeException.judged(
          CloseReason.OUTDATED_VERSION,
          "message version " + theirs.version() + " is too old; it must be at least "
              + protocol.versionMin());
    }
    if (!identity.canBe(theirs.address())) {
      throw HandshakeException.judged(
          CloseReason.PROTOCOL_VIOLATION, theirs.address() + " can be nobody's address");
    }
  }

  /**
   * Checks which network a response was made for.
   *
   * @param theirs the request of the same peer; null if it has not come
   */
  void check(ChallengeResponse response, @Nullable ChallengeRequest theirs)
      throws HandshakeException {
    Bytes network = protocol.networkOf(response.genesis());
    Bytes ours = protocol.networkOf(genesis);
    if (!network.equals(ours)) {
      throw HandshakeException.judged(
          CloseReason.OTHER_NETWORK,
          "its network is " + protocol.nameOf(network) + ", ours is " + protocol.nameOf(ours));
    }
    if (countsRestrictions(theirs) && !response.restrictionsId().equals(restrictionsId)) {
      throw HandshakeException.judged(
          CloseReason.OTHER_NETWORK,
          "its restrictions id is " + response.restrictionsId() + ", ours is " + restrictionsId);
    }
  }

  /** Whether a peer may have this message version. */
  boolean accepts(long version) {
    return version >= protocol.versionMin();
  }

  /** The bytes of a private network's genesis field that name it. */
  static Bytes networkOf(Bytes genesis) {
    return genesis.slice(0, NETWORK_SIZE);
  }

  /** The extension version in a private network's genesis field. */
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

  static Bytes genesis(Bytes network, int extensionVersion) {
    byte[] genesis = new byte[ChallengeResponse.GENESIS_SIZE];
    network.copyTo(genesis, 0);
    genesis[NETWORK_SIZE] = (byte) extensionVersion;
    genesis[NETWORK_SIZE + 1] = (byte) (extensionVersion >>> Byte.SIZE);
    return Bytes.wrap(genesis);
  }

  /** With provers about, it takes their word that they are provers before restrictions can count. */
  private boolean countsRestrictions(@Nullable ChallengeRequest theirs) {
    return !protocol.sparesProvers()
        || (theirs != null && nodeType != NodeType.PROVER && theirs.nodeType() != NodeType.PROVER);
  }
}
