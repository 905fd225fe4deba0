package io.fencewire.wire;

import java.util.Arrays;

/** What holds for every message that was decoded, and how much memory decoding may take. */
final class WireOracle {
  /** The reader and the message itself. */
  private static final int MESSAGE = 256;

  /** The text of an error, and what formatting it takes. */
  private static final int REFUSAL = 8 * 1024;

  private WireOracle() {}

  /**
   * What decoding a body of this length may allocate, garbage included: twice the body, and what
   * {@link #objects} says.
   */
  static long allowance(MessageType type, int body, boolean refused) {
    return 2L * body + objects(type, body) + (refused ? REFUSAL : 0);
  }

  /**
   * What objects cost beyond the bytes in them. Elements of lists are objects, and as many of them
   * are allowed for as can be in a body of this length: an id has two headers, a locator has its
   * place in a hash table, an address is parsed from its printed form. A topic is read and
   * written again, to see whether it is well-formed.
   */
  static long objects(MessageType type, int body) {
    return MESSAGE
        + switch (type) {
          case ANNOUNCE, FETCH, DONT_WANT -> body / ItemIds.SIZE * 24L;
          case PING -> 1024 + body / 36 * 112L;
          case PEER_RESPONSE -> Math.min(body / 7, PeerResponse.ADDRESSES_MAX) * 1536L;
          case PUBLISH -> 12L * Publish.TOPIC_MAX;
          default -> 0;
        };
  }

  /** Checks that a message survives being written and read, and is written alike the second time. */
  static void checkReread(Message message) throws WireException {
    byte[] frame = Frame.encode(message);
    Message again = Frame.decode(message.type(), new ByteReader(frame, 6, frame.length));
    require(message.equals(again), message, "is read as another: " + again);
    require(Arrays.equals(frame, Frame.encode(again)), message, "is written differently");
  }

  /** Checks that a message is written as it was read, where there is only one way to write it. */
  static void checkCanonical(Message message, byte[] body) {
    byte[] frame = Frame.encode(message);
    boolean same = Arrays.equals(frame, 6, frame.length, body, 0, body.length);
    boolean longer = frame.length - 6 > body.length;
    require(same || (!longer && hasOtherForms(message.type())), message, "is written differently");
  }

  static void require(boolean right, Object subject, String problem) {
    if (!right) {
      throw new AssertionError(subject + " " + problem);
    }
  }

  /** IPv4 may come wrapped in IPv6, and a revision behind the request is dropped. */
  private static boolean hasOtherForms(MessageType type) {
    return type == MessageType.PEER_RESPONSE || type == MessageType.CHALLENGE_REQUEST;
  }
}
