package io.fencewire.server;

import io.fencewire.wire.Message;
import io.fencewire.wire.NoncePing;
import io.fencewire.wire.NoncePong;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked on a connection, by either end: an answer that nobody asked for goes no further
 * than the server, and a peer that asks without pause does not keep the other roles busy.
 */
final class Questions {
  private static final long PEER_REQUEST_NANOS = 250_000_000L;

  /** Pings whose answers show that the peer is there now: the probe, and a few after it. */
  private static final int SIGNS_MAX = 8;

  private int pings;
  private @Nullable Message probe;
  private final List<Long> signs = new ArrayList<>();
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
  void pinged(Message ping) {
    pings++;
    if (probe != null && ping instanceof NoncePing asked && signs.size() < SIGNS_MAX) {
      signs.add(asked.nonce());
    }
  }

  /** Whether a pong that came in had been asked for. */
  boolean expectedPong() {
    return pings > 0 && pings-- > 0;
  }

  /** A ping was written that is to show whether the peer is there now. */
  void probed(Message ping) {
    probe = ping;
    signs.clear();
    pinged(ping);
    pongsToProbe = pings;
    probeAnswered = false;
  }

  /**
   * A pong came in. What a peer said before it was asked may have waited for us, and is no sign that
   * it is there: only the pong for that ping is, or for a later one, known by its nonce or by its
   * place in the order.
   */
  void answered(Message pong) {
    boolean meant = probe instanceof NoncePing
        ? pong instanceof NoncePong given && signs.contains(given.nonce())
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
