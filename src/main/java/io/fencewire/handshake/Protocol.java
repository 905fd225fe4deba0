package io.fencewire.handshake;

import io.fencewire.peer.Outcome;
import io.fencewire.wire.BlockResponse;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.Limits;
import io.fencewire.wire.Message;
import io.fencewire.wire.MessageType;
import io.fencewire.wire.PeerResponse;
import io.fencewire.wire.UnconfirmedSolution;
import io.fencewire.wire.UnconfirmedTransaction;
import org.jspecify.annotations.Nullable;

/** What all networks of a kind have in common on the wire. */
public enum Protocol {
  /** Anyone's own network: Ed25519 identities, and messages of our own between those who know them. */
  PRIVATE(HandshakeTerms.VERSION, HandshakeTerms.EXTENSION_VERSION, Limits.PRIVATE),
  /**
   * The networks of snarkOS: identities are Aleo accounts, and the genesis field is the header of the
   * first block and nothing else, so that there are no extensions. The version is that of snarkOS
   * 4.12.0: a node takes whoever announces at least what is active at its height.
   */
  ALEO(33, 0, Limits.ALEO);

  /** From this message version on, peers take transactions of more than 128,000 bytes. */
  private static final long LONG_TRANSACTIONS_SINCE = 32;

  /** From this message version on, peers know the newer form of answers with blocks. */
  private static final long NEWER_BLOCKS_SINCE = 23;

  /** What a message with a transaction may have before, its id included. */
  private static final int SHORT_TRANSACTION_MAX = 128_000;

  private final long version;
  private final int extensionVersion;
  private final Limits limits;

  Protocol(long version, int extensionVersion, Limits limits) {
    this.version = version;
    this.extensionVersion = extensionVersion;
    this.limits = limits;
  }

  /** The message version that we announce. */
  public long version() {
    return version;
  }

  /** The lowest message version that we accept; that of snarkOS in 2024. */
  public long versionMin() {
    return HandshakeTerms.VERSION;
  }

  /** The highest version of the extension messages we speak; 0 for none. */
  int extensionVersion() {
    return extensionVersion;
  }

  /** How long messages may be. */
  public Limits limits() {
    return limits;
  }

  /**
   * How long a message of ours may be, with its id. Nobody here asks for blocks, so that we take none;
   * but we may be asked for some.
   */
  public int sendMax(MessageType type) {
    return this == ALEO && type == MessageType.BLOCK_RESPONSE
        ? Limits.ALEO_BLOCKS_MAX
        : limits.max(type);
  }

  /**
   * Why we keep a message from a peer with this message version, which it would drop us for; null if
   * it is fine.
   *
   * @param vouched whether gossip sends it, which has seen to it that its id is right
   */
  @Nullable
  public Outcome refusal(Message message, int size, long version, boolean vouched) {
    if (this == PRIVATE) {
      return null;
    }
    boolean carriesItem =
        message instanceof UnconfirmedTransaction || message instanceof UnconfirmedSolution;
    boolean empty =
        message instanceof PeerResponse response && response.addresses().isEmpty();
    boolean newer = message instanceof BlockResponse blocks && blocks.consensusVersion() != 0;
    if ((carriesItem && !vouched) || empty || (newer && version < NEWER_BLOCKS_SINCE)) {
      return Outcome.UNSUPPORTED;
    }
    return carriesItem && version < LONG_TRANSACTIONS_SINCE && size > SHORT_TRANSACTION_MAX
        ? Outcome.TOO_LARGE
        : null;
  }

  /** The bytes of a genesis field that must be the same at both ends. */
  Bytes networkOf(Bytes genesis) {
    return this == ALEO ? genesis : HandshakeTerms.networkOf(genesis);
  }

  /** What the log calls a network: those bytes, or a digest of them if they are many. */
  String nameOf(Bytes network) {
    return this == ALEO
        ? "that of a header with SHA-256 " + Bytes.wrap(HandshakeTerms.sha256(network.toArray()))
        : network.toString();
  }

  /** The extension version that a genesis field names. */
  int extensionVersionOf(Bytes genesis) {
    return this == ALEO ? 0 : HandshakeTerms.extensionVersionOf(genesis);
  }

  /** Whether what is restricted does not matter to a prover, so that its id may be any there. */
  boolean sparesProvers() {
    return this == ALEO;
  }
}
