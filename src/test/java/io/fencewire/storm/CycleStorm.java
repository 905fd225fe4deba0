package io.fencewire.storm;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.bus.PeerEvent;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerId;
import io.fencewire.server.Transport;
import io.fencewire.storm.Visitor.Caller;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.ChallengeResponse;
import io.fencewire.wire.Disconnect;
import io.fencewire.wire.NoncePing;
import io.fencewire.wire.Verdict;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/** Cycles of connect, handshake and close in five ways, and what the node must have noted of them. */
final class CycleStorm {
  /** How a connection ends. */
  private enum Kind {
    /** The peer says goodbye: as soon as it is admitted, or when it knows that it is LIVE. */
    PEER_LEAVES,
    /** The node disconnects it by command as soon as it is LIVE. */
    NODE_LEAVES,
    /** The peer resets the socket: before a word was said, or in the middle of the handshake. */
    RESET_MIDWAY,
    /** The peer resets the socket when it knows that it is LIVE. */
    RESET_LIVE,
    /** The node refuses the peer: for a wrong signature, or because it is banned. */
    REFUSED
  }

  private static final Kind[] KINDS = Kind.values();

  private final StormNode node;
  private final Caller[][] callers;
  private final Set<PeerId> unwanted = ConcurrentHashMap.newKeySet();
  private final Map<Kind, AtomicLong> cycles = new EnumMap<>(Kind.class);
  private final AtomicLong connected = new AtomicLong();
  private final AtomicLong disconnected = new AtomicLong();
  private final AtomicLong sentAway = new AtomicLong();

  CycleStorm(StormNode node, Transport transport, int threads) {
    this.node = node;
    IntFunction<Caller> caller = transport == Transport.TLS ? Caller::overTls : Caller::plain;
    callers = new Caller[threads][2 * KINDS.length];
    for (int thread = 0; thread < threads; thread++) {
      int first = thread * 2 * KINDS.length;
      Arrays.setAll(callers[thread], each -> caller.apply(first + each));
      unwanted.add(caller(thread, Kind.NODE_LEAVES, false).identity().peerId());
      unwanted.add(caller(thread, Kind.NODE_LEAVES, true).identity().peerId());
      node.ban(caller(thread, Kind.REFUSED, true).identity().peerId());
    }
    Arrays.stream(KINDS).forEach(kind -> cycles.put(kind, new AtomicLong()));
    await(node.bus()
        .listen(node.bus().addresses().events(), message -> heard((PeerEvent) message.body()))
        .completion());
  }

  /** One cycle, of the kind whose turn it is. */
  void cycle(int thread, int number) throws IOException {
    Kind kind = KINDS[number % KINDS.length];
    boolean odd = number / KINDS.length % 2 == 1;
    cycles.get(kind).incrementAndGet();
    try (Visitor visitor = Visitor.call(node.listening(), caller(thread, kind, odd), thread)) {
      switch (kind) {
        case PEER_LEAVES -> leave(visitor, odd);
        case NODE_LEAVES -> beSentAway(visitor);
        case RESET_MIDWAY -> giveUp(visitor, odd);
        case RESET_LIVE -> becomeLive(visitor);
        case REFUSED -> beRefused(visitor, odd);
      }
    }
  }

  /** That the node has counted and announced what has happened, and nothing else. */
  void checkBooks() {
    Map<String, Long> counted = node.stats().counters();
    long all = cycles.values().stream().mapToLong(AtomicLong::get).sum();
    assertThat(counted).containsEntry("accepted", all);
    assertThat(closes(counted, CloseReason.PEER_HAS_DISCONNECTED))
        .isEqualTo(count(Kind.PEER_LEAVES));
    assertThat(closes(counted, CloseReason.ROTATION)).isEqualTo(count(Kind.NODE_LEAVES));
    assertThat(sentAway.get()).isEqualTo(count(Kind.NODE_LEAVES));
    assertThat(closes(
            counted, CloseReason.SOCKET_CLOSED, CloseReason.SOCKET_FAILED, CloseReason.TLS_FAILED))
        .isEqualTo(count(Kind.RESET_MIDWAY) + count(Kind.RESET_LIVE));
    assertThat(closes(counted, CloseReason.INVALID_CHALLENGE_RESPONSE, CloseReason.BANNED))
        .isEqualTo(count(Kind.REFUSED));
    assertThat(closes(counted, CloseReason.values())).as("no other closes").isEqualTo(all);
    assertThat(connected.get())
        .as("announced once each")
        .isEqualTo(counted.get("promoted"))
        .isEqualTo(disconnected.get())
        .isGreaterThanOrEqualTo(count(Kind.NODE_LEAVES) + count(Kind.RESET_LIVE));
  }

  private void heard(PeerEvent event) {
    if (event instanceof PeerEvent.Connected live) {
      connected.incrementAndGet();
      if (unwanted.contains(live.connection().peer())) {
        node.close(live.connection().token())
            .onSuccess(outcome -> sentAway.addAndGet(outcome == Outcome.WRITTEN ? 1 : 0));
      }
    } else if (event instanceof PeerEvent.Disconnected) {
      disconnected.incrementAndGet();
    }
  }

  private static void leave(Visitor visitor, boolean live) throws IOException {
    if (live) {
      becomeLive(visitor);
    } else {
      assertThat(visitor.shakeHands().accepted()).isTrue();
    }
    visitor.send(new Disconnect(CloseReason.PEER_HAS_DISCONNECTED.code(true), 0));
    visitor.awaitEnd();
  }

  private static void beSentAway(Visitor visitor) throws IOException {
    assertThat(visitor.shakeHands().accepted()).isTrue();
    assertThat(visitor.peer().await(Disconnect.class).code())
        .isEqualTo(CloseReason.ROTATION.code(true));
  }

  private static void giveUp(Visitor visitor, boolean midway) throws IOException {
    if (midway) {
      visitor.peer().challenge(1);
    }
  }

  /** The first ping tells the peer that the connection is LIVE. */
  private static void becomeLive(Visitor visitor) throws IOException {
    assertThat(visitor.shakeHands().accepted()).isTrue();
    visitor.peer().await(NoncePing.class);
  }

  private static void beRefused(Visitor visitor, boolean banned) throws IOException {
    if (banned) {
      assertThat(visitor.shakeHands()).isEqualTo(new Verdict(false, CloseReason.BANNED.code(true)));
      return;
    }
    ChallengeResponse good = visitor.peer().challenge(1);
    byte[] signature = good.signature().toArray();
    signature[5] ^= 1;
    visitor.send(new ChallengeResponse(
        good.genesis(), good.restrictionsId(), Bytes.wrap(signature), good.nonce()));
    assertThat(visitor.peer().await(Disconnect.class).code())
        .isEqualTo(CloseReason.INVALID_CHALLENGE_RESPONSE.code(true));
  }

  private Caller caller(int thread, Kind kind, boolean odd) {
    return callers[thread][2 * kind.ordinal() + (odd ? 1 : 0)];
  }

  private long count(Kind kind) {
    return cycles.get(kind).get();
  }

  private static long closes(Map<String, Long> counted, CloseReason... reasons) {
    return Arrays.stream(reasons)
        .map(reason -> "closes." + reason.name().toLowerCase(Locale.ROOT))
        .mapToLong(name -> counted.getOrDefault(name, 0L))
        .sum();
  }
}
