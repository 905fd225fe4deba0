package io.fencewire.server;

import io.fencewire.wire.Message;
import io.fencewire.wire.NoncePing;
import io.fencewire.wire.NoncePong;
import org.jspecify.annotations.Nullable;

/**
 * What was asked on a connection, by either end: an answer that nobody asked for goes no further
 * than the server, and a peer that asks without pause does not keep the other roles busy.
 */
final class Questions {
  private static final long PEER_REQUEST_NANOS = 250_000_000L;

  private int pings;
  private @Nullable Message probe;
  private int pongsToProbe;
  private boolean probeAnswered;
  private int peerRequests;
  private long peersToldAt;
  private boolean peersTold;
  private int peerAnswersOwed;
  private final ChainTalk chain = new ChainTalk();

  /** What the peer says of the chain. */
  ChainTalk chain() {
    return chain;
  }

  /** A ping was written: one pong is welcome. */
  void pinged() {
    pings++;
  }

  /** Whether a pong that came in had been asked for. */
  boolean expectedPong() {
    return pings > 0 && pings-- > 0;
  }

  /** A ping was written that is to show whether the peer is there now. */
  void probed(Message ping) {
    pinged();
    probe = ping;
    pongsToProbe = pings;
    probeAnswered = false;
  }

  /**
   * A pong came in. What a peer said before it was asked may have waited for us, and is no sign that
   * it is there: only the pong for that ping is, known by its nonce or by its place in the order.
   */
  void answered(Message pong) {
    boolean meant = probe instanceof NoncePing asked
        ? pong instanceof NoncePong given && given.nonce() == asked.nonce()
        : probe != null && --pongsToProbe <= 0;
    if (meant) {
      probe = null;
      probeAnswered = true;
    }
  }

  /** Whether the probe was answered since this was asked. */
  boolean takeProbeAnswered() {
    boolean taken = probeAnswered;
    probeAnswered = false;
    return taken;
  }

  /** A PeerRequest was written: one PeerResponse is welcome. */
  void askedForPeers() {
    peerRequests++;
  }

  /** Whether a PeerResponse that came in had been asked for. */
  boolean expectedPeers() {
    return peerRequests > 0 && peerRequests-- > 0;
  }

  /** Whether a PeerRequest that came in is passed on: one every 250 ms is. */
  boolean mayAskForPeers(long now) {
    if (peersTold && now - peersToldAt < PEER_REQUEST_NANOS) {
      return false;
    }
    peersTold = true;
    peersToldAt = now;
    peerAnswersOwed++;
    return true;
  }

  /** Whether a PeerRequest that was passed on has not been answered. */
  boolean owesPeers() {
    return peerAnswersOwed > 0;
  }

  /** A PeerResponse was written. */
  void toldPeers() {
    peerAnswersOwed--;
  }
}
