package io.fencewire.admin;

import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.Outcome;
import java.util.Locale;

/** What the reasons and origins of closes mean, in sentences. */
final class Explanations {
  private Explanations() {}

  /** Why a connection ended, and who ended it. */
  static String of(CloseReason reason, CloseOrigin origin) {
    return origin(origin) + ": " + reason(reason) + ".";
  }

  /** What it means that a command ended with this word. */
  static String ofOutcome(String word) {
    Outcome outcome = Outcome.valueOf(word.toUpperCase(Locale.ROOT));
    return word + ": " + meaning(outcome);
  }

  private static String meaning(Outcome outcome) {
    return switch (outcome) {
      case STALE -> "the connection that this token names is over";
      case EXPIRED -> "the command came after its deadline and was not carried out";
      case NOT_READY -> "the connection is still being prepared";
      case CLOSING -> "the connection is closing";
      case UNSUPPORTED -> "this peer can't get this message";
      case TOO_LARGE -> "the message is longer than this peer accepts";
      case FULL -> "the queue has no room; try later";
      case WRITTEN -> "done";
      case UNKNOWN -> "the server gave no answer; it may or may not have carried it out";
    };
  }

  private static String origin(CloseOrigin origin) {
    return switch (origin) {
      case COMMAND -> "This node was told to close it";
      case SERVER -> "This node closed it by its own judgement";
      case PEER -> "The peer closed it and said why";
      case SOCKET -> "The socket ended without a word";
    };
  }

  private static String reason(CloseReason reason) {
    return switch (reason) {
      case ROTATION -> "it was rotated away to make room for another peer";
      case SHUTDOWN -> "the closing node stops";
      case REQUESTED -> "an application or an operator asked for it";
      case BANNED -> "its peer is banned";
      case SILENT -> "nothing was heard for longer than server.silence";
      case STALLED -> "a write made no progress for longer than server.stall";
      case SURPLUS -> "there was no slot left";
      case EVICTED -> "it gave its slot to another";
      case SUPERSEDED -> "the same peer came back while this one had fallen silent";
      case TIE_BREAK -> "both ends dialled at once, and the other connection won";
      case ALREADY_CONNECTED -> "another connection of the same peer is alive";
      case ALREADY_CONNECTING -> "another connection of the same peer was being made";
      case PEER_HAS_DISCONNECTED -> "the peer has disconnected";
      case NO_REASON_GIVEN -> "no reason was given";
      case SOCKET_CLOSED -> "it was closed by the other end or the network";
      case SOCKET_FAILED -> "it failed: reset, broken pipe or the like";
      case HANDSHAKE_TIMEOUT -> "the handshake took longer than server.handshake";
      case DIAL_FAILED -> "the dial failed";
      case DIAL_TIMEOUT -> "the dial took longer than server.dial";
      case PENDING_FULL -> "too many handshakes were under way, see server.pending";
      case TOO_MANY_ATTEMPTS -> "too many attempts came from its IP address, see server.attempts";
      case NOT_ADMITTED -> "only listed or trusted peers are admitted";
      default -> protocol(reason);
    };
  }

  private static String protocol(CloseReason reason) {
    return switch (reason) {
      case PROTOCOL_VIOLATION -> "what came broke the protocol";
      case OUTDATED_VERSION -> "the version of one end is too old";
      case INVALID_CHALLENGE_RESPONSE -> "the identity was not proven";
      case SELF_CONNECTION -> "a node had dialled itself";
      case OTHER_NETWORK -> "the other end is on another network, see network.name";
      case CHANNEL_MISMATCH -> "TLS has proven another key than the handshake";
      case TLS_FAILED -> "the TLS handshake came to nothing";
      case PLAIN_ON_TLS -> "the other end does not speak TLS, see listen.transport";
      case TLS_ON_PLAIN -> "the other end speaks TLS, this one does not, see listen.transport";
      case YOUR_PORT_IS_CLOSED -> "the listening port could not be reached";
      case TOO_MANY_FAILURES -> "there were too many failures";
      default -> "the peer's word for it is " + reason;
    };
  }
}
