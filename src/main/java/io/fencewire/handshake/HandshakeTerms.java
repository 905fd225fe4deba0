package io.fencewire.handshake;

import io.fencewire.identity.Identity;
import io.fencewire.identity.aleo.NoiseHandshake;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.ChallengeRequest;
import io.fencewire.wire.ChallengeResponse;
import io.fencewire.wire.FrameDecoder;
import io.fencewire.wire.PeerInfo;
import io.fencewire.wire.Ping;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;
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
 * @param opening which handshake we begin when we dial
 * @param ping how we ping those who have no extensions, unless an application tells of more blocks
 */
public record HandshakeTerms(
    Identity identity,
    Bytes genesis,
    Bytes restrictionsId,
    int listenPort,
    NodeType nodeType,
    Protocol protocol,
    Opening opening,
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
        Opening.CHALLENGE,
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
        profile.opening(),
        profile.ping(nodeType));
  }

  /** These terms as a node of a private network says them that knows no extensions. */
  public HandshakeTerms withoutExtensions() {
    return new HandshakeTerms(
        identity, genesis(networkOf(genesis), 0), restrictionsId, listenPort, nodeType);
  }

  /** Checks what a peer says of itself, as far as that costs next to nothing. */
  void check(ChallengeRequest theirs) throws HandshakeException {
    check(theirs.address(), theirs.version());
  }

  /** Checks what a peer says of itself in a Noise handshake, where nobody is spared. */
  void check(PeerInfo theirs) throws HandshakeException {
    check(theirs.hint());
    checkNetwork(theirs.genesis());
    checkRestrictions(theirs.restrictionsId());
  }

  /** Checks what a peer says of itself before it has said all. */
  void check(PeerInfo.Hint theirs) throws HandshakeException {
    check(theirs.address(), theirs.version());
  }

  /**
   * Checks which network a response was made for.
   *
   * @param theirs the request of the same peer; null if it has not come
   */
  void check(ChallengeResponse response, @Nullable ChallengeRequest theirs)
      throws HandshakeException {
    checkNetwork(response.genesis());
    if (countsRestrictions(theirs)) {
      checkRestrictions(response.restrictionsId());
    }
  }

  /** A new handshake; the generator must be unpredictable, as a SecureRandom is. */
  public Handshake begin(boolean dialled, RandomGenerator random) {
    if (!dialled) {
      return ChallengeHandshake.responder(this, random);
    }
    return opening == Opening.NOISE
        ? NoiseExchange.initiator(this, random)
        : ChallengeHandshake.initiator(this, random);
  }

  /**
   * The handshake that a peer which dialled begins instead of the challenge handshake, or null; what
   * says so is taken out of the stream.
   */
  public @Nullable Handshake begunInstead(FrameDecoder stream, RandomGenerator random) {
    boolean noise = protocol == Protocol.ALEO && stream.skip(NoiseHandshake.magic());
    return noise ? NoiseExchange.responder(this, random) : null;
  }

  /** What we say of ourselves in a Noise handshake. */
  PeerInfo info() {
    PeerInfo.Hint hint =
        new PeerInfo.Hint(protocol.version(), listenPort, nodeType, identity.peerId());
    return new PeerInfo(hint, genesis, restrictionsId);
  }

  /** The extension version that both ends know; 0 for none. */
  int extensionsWith(ChallengeResponse theirs) {
    return Math.min(
        protocol.extensionVersionOf(theirs.genesis()), protocol.extensionVersionOf(genesis));
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

  private void check(PeerId peer, long version) throws HandshakeException {
    if (peer.equals(identity.peerId())) {
      throw HandshakeException.judged(
          CloseReason.SELF_CONNECTION, "the other end has our own identity");
    }
    if (!accepts(version)) {
      throw HandshakeException.judged(
          CloseReason.OUTDATED_VERSION,
          "message version " + version + " is too old; it must be at least "
              + protocol.versionMin());
    }
    if (!identity.canBe(peer)) {
      throw HandshakeException.judged(
          CloseReason.PROTOCOL_VIOLATION, peer + " can be nobody's address");
    }
  }

  private void checkNetwork(Bytes theirs) throws HandshakeException {
    Bytes network = protocol.networkOf(theirs);
    Bytes ours = protocol.networkOf(genesis);
    if (!network.equals(ours)) {
      throw HandshakeException.judged(
          CloseReason.OTHER_NETWORK,
          "its network is " + protocol.nameOf(network) + ", ours is " + protocol.nameOf(ours));
    }
  }

  private void checkRestrictions(Bytes theirs) throws HandshakeException {
    if (!theirs.equals(restrictionsId)) {
      throw HandshakeException.judged(
          CloseReason.OTHER_NETWORK,
          "its restrictions id is " + theirs + ", ours is " + restrictionsId);
    }
  }

  /** With provers about, it takes their word that they are provers before restrictions can count. */
  private boolean countsRestrictions(@Nullable ChallengeRequest theirs) {
    return !protocol.sparesProvers()
        || (theirs != null && nodeType != NodeType.PROVER && theirs.nodeType() != NodeType.PROVER);
  }
}
