package io.fencewire.refresh;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The exchange of addresses with other peers: whom to ask, what to answer, what to believe. Nobody
 * is asked often, nobody is answered often, and nothing is told on that we have not seen ourselves.
 */
final class Exchange {
  /** Addresses in one answer: what one byte can count. */
  static final int ANSWER_MAX = 255;

  /** Peers asked at a time. */
  static final int ASKED_MAX = 3;

  private static final long ASK_PAUSE_NANOS = 10_000_000_000L;
  private static final long ANSWER_PAUSE_NANOS = 250_000_000L;

  private final AddressBook book;
  private final AddressRules rules;
  private final Peers peers;
  private final RandomGenerator random;
  private final long askPauseNanos;

  private final Map<PeerId, Long> askedAt = new HashMap<>();
  private final Map<ConnectionToken, Long> answeredAt = new HashMap<>();
  private long asks;
  private long answers;
  private long answersRefused;
  private long addressesRefused;

  /** Nobody has been asked yet; with short intervals the same peer may be asked more often. */
  Exchange(Known known, RandomGenerator random, long intervalNanos) {
    this.book = known.book();
    this.rules = known.rules();
    this.peers = known.peers();
    this.random = random;
    this.askPauseNanos = Math.min(ASK_PAUSE_NANOS, intervalNanos);
  }

  /** Whom to ask now: a few LIVE peers that were not asked lately. */
  List<ConnectionToken> ask(long now) {
    askedAt.values().removeIf(at -> now - at >= askPauseNanos);
    List<Peer> free = new ArrayList<>(peers.live());
    free.removeIf(peer -> askedAt.containsKey(peer.connection().peer()));
    List<Peer> chosen = Lots.draw(free, ASKED_MAX, random);
    chosen.forEach(peer -> askedAt.put(peer.connection().peer(), now));
    asks += chosen.size();
    return chosen.stream().map(Peer::token).toList();
  }

  /**
   * What to answer to a peer that asked: addresses at random, of LIVE peers and of those we were
   * connected to lately, but its own. Empty if this peer was answered only just now.
   */
  Optional<List<ListenAddress>> answer(ConnectionToken asker, long now) {
    answeredAt.values().removeIf(at -> now - at >= ANSWER_PAUSE_NANOS);
    if (answeredAt.putIfAbsent(asker, now) != null) {
      answersRefused++;
      return Optional.empty();
    }
    Set<DialTarget> unwanted = new HashSet<>();
    peers.find(asker).ifPresent(peer -> unwanted.addAll(peer.addresses()));
    Set<ListenAddress> told = new LinkedHashSet<>();
    peers.live().forEach(peer -> told.add(peer.connection().address()));
    told.addAll(book.draw(ANSWER_MAX, address -> book.isFresh(address, now), random));
    told.removeIf(address -> unwanted.contains(address) || !rules.mayShare(address));
    answers++;
    return Optional.of(Lots.draw(told, ANSWER_MAX, random));
  }

  /** Takes in what a peer told. */
  void told(ConnectionToken teller, List<ListenAddress> addresses, long now) {
    Optional<String> source =
        peers.find(teller).map(peer -> AddressBook.group(peer.connection().address()));
    for (ListenAddress address : addresses) {
      boolean taken =
          source.isPresent() && rules.mayShare(address) && book.learn(address, source.get(), now);
      addressesRefused += taken ? 0 : 1;
    }
  }

  /** Peers that were asked. */
  long askCount() {
    return asks;
  }

  /** Peers that were answered. */
  long answerCount() {
    return answers;
  }

  /** Questions left unanswered because the last one was only just answered. */
  long answersRefusedCount() {
    return answersRefused;
  }

  /** Addresses that were told and not taken in: forbidden, or no room for them. */
  long addressesRefusedCount() {
    return addressesRefused;
  }
}
