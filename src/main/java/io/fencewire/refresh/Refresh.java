package io.fencewire.refresh;

import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.ListenAddress;
import io.fencewire.refresh.Plan.Close;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Decides whom to dial, whom to close and whom to ask for addresses, so that the peer count stays
 * in its range and the peers change. Every decision is drawn from a fresh view of what is there;
 * what happens in between is only remembered.
 */
final class Refresh {
  private static final long LASTING_NANOS = 60_000_000_000L;

  private final RefreshOptions options;
  private final Set<DialTarget> trusted;
  private final Set<DialTarget> bootstrap;
  private final long restNanos;
  private final long lastingNanos;

  private final AddressRules rules;
  private final AddressBook book = new AddressBook();
  private final Backoff backoff;
  private final Peers peers = new Peers();
  private final Dials dials = new Dials();
  private final Known known;
  private final Candidates candidates;
  private final Exchange exchange;
  private final Rotation rotation;
  private final List<DialTarget> dialsPlanned = new ArrayList<>();
  private final List<Close> closesPlanned = new ArrayList<>();
  private long dialFailures;

  /** Begins with an empty book and no peers. */
  Refresh(RefreshOptions options, RandomGenerator random, RefreshPort port, long now) {
    this.options = options;
    this.trusted = Set.copyOf(options.trusted());
    this.bootstrap = Set.copyOf(options.bootstrap());
    long intervalNanos = options.interval().toNanos();
    this.restNanos = 2 * intervalNanos;
    this.lastingNanos = Math.min(LASTING_NANOS, 4 * intervalNanos);
    this.rules = new AddressRules(options);
    this.backoff = new Backoff(random);
    this.known = new Known(rules, book, backoff, peers, dials);
    this.candidates = new Candidates(known, options, random);
    this.exchange = new Exchange(known, random, intervalNanos);
    this.rotation = new Rotation(options, random, new Effects(port), now);
  }

  /** The addresses known; the shell keeps them on disk. */
  AddressBook book() {
    return book;
  }

  /** The exchange of addresses, for messages that come in. */
  Exchange exchange() {
    return exchange;
  }

  /** Takes in a book that was kept, as far as today's rules let its addresses pass. */
  void load(Collection<BookEntry> saved, long now) {
    book.load(saved.stream().filter(entry -> rules.mayShare(entry.address())).toList(), now);
  }

  /** What to do, now that this is what is there. */
  Plan tick(View view) {
    long now = view.askedAt();
    look(view);
    dialsPlanned.clear();
    closesPlanned.clear();
    closeSurplus(now);
    if (closesPlanned.isEmpty()) {
      rotation.step(scene(now), now);
    }
    dialTrusted(now);
    int missing = Math.min(options.peersTarget() - known.expected(), Dials.IN_FLIGHT_MAX);
    if (missing > 0) {
      candidates.draw(missing, now).forEach(this::dial);
    }
    return new Plan(dialsPlanned, closesPlanned, asks(now));
  }

  /** A dial that a plan asked for has ended. */
  void dialed(DialEnd end, long now) {
    ConnectionToken token = end.token();
    if (token != null) {
      dials.succeeded(end.address(), now);
      peers.reached(token, end.address(), now);
      rotation.dialed(end.address(), token, now);
      return;
    }
    dialFailures++;
    dials.failed(end.address());
    rotation.dialFailed(end.address());
    if (end.refusal() == null) {
      backoff.shortly(end.address(), now);
      return;
    }
    Meaning meaning = Meaning.of(end.refusal());
    leaveAlone(end.address(), meaning, now);
    if ((meaning == Meaning.FAULT || meaning == Meaning.UNWELCOME)
        && end.address() instanceof ListenAddress noted) {
      blame(noted);
    }
  }

  /** A connection is over, by whomever. */
  void ended(ConnectionToken token, CloseReason reason, long now) {
    Meaning meaning = Meaning.of(reason);
    Set<DialTarget> addresses = peers.find(token).map(Peer::addresses).orElse(Set.of());
    addresses.forEach(address -> leaveAlone(address, meaning, now));
    if (meaning != Meaning.THERE) {
      backoff.disconnected(now);
    }
  }

  /** What was counted since the start. */
  Map<String, Long> counters() {
    Map<String, Long> counters = new LinkedHashMap<>();
    counters.put("rotations", rotation.completedCount());
    counters.put("dials", dials.begunCount());
    counters.put("dial_failures", dialFailures);
    counters.put("asks", exchange.askCount());
    counters.put("answers", exchange.answerCount());
    counters.put("answers_refused", exchange.answersRefusedCount());
    counters.put("addresses_refused", exchange.addressesRefusedCount());
    counters.put("book_evicted", book.evictedCount());
    counters.put("backoff_forgotten", backoff.forgottenCount());
    return counters;
  }

  /** How many dials are under way. */
  int dialing() {
    return dials.size();
  }

  private void look(View view) {
    long now = view.askedAt();
    rules.listeningAt(view.listening());
    dials.seen(now);
    peers.look(view);
    for (Peer peer : peers.live()) {
      for (DialTarget target : peer.addresses()) {
        if (target instanceof ListenAddress address && rules.mayShare(address)) {
          book.connected(address, now);
        }
        if (now - peer.since() >= lastingNanos) {
          backoff.reset(target, now);
        }
      }
    }
  }

  /** The newest go: who has been with us longest has earned it. */
  private void closeSurplus(long now) {
    int surplus = peers.live().size() - options.peersMax();
    if (surplus > 0) {
      peers.live().stream()
          .filter(peer -> !isTrusted(peer) && peers.isAlone(peer))
          .sorted(Comparator.comparingLong(peer -> now - peer.since()))
          .limit(surplus)
          .forEach(peer -> closesPlanned.add(new Close(peer.token(), CloseReason.SURPLUS)));
    }
  }

  private Rotation.Scene scene(long now) {
    List<Peer> removable = peers.live().stream()
        .filter(peer -> !isTrusted(peer) && !isAmong(bootstrap, peer) && peers.isAlone(peer))
        .toList();
    int wanted = dials.hasRoom() ? 1 : 0;
    return new Rotation.Scene(
        peers,
        removable,
        known.expected(),
        () -> candidates.draw(wanted, now).stream().findFirst());
  }

  private void dialTrusted(long now) {
    for (DialTarget address : candidates.trusted(now)) {
      if (known.expected() < options.peersMax()) {
        dial(address);
      }
    }
  }

  /** Peers to ask for addresses: some when there is nobody to dial who is needed. */
  private List<ConnectionToken> asks(long now) {
    if (options.trustedOnly()) {
      return List.of();
    }
    int needed = Math.max(1, options.peersTarget() - known.expected());
    return candidates.draw(needed, now).size() < needed ? exchange.ask(now) : List.of();
  }

  private void dial(DialTarget address) {
    if (dials.hasRoom()) {
      dials.begin(address);
      dialsPlanned.add(address);
    }
  }

  /** Where only trusted peers may connect, the server has looked at who it is. */
  private boolean isTrusted(Peer peer) {
    return options.trustedOnly() || isAmong(trusted, peer);
  }

  private static boolean isAmong(Set<DialTarget> addresses, Peer peer) {
    return peer.addresses().stream().anyMatch(addresses::contains);
  }

  private void leaveAlone(DialTarget address, Meaning meaning, long now) {
    switch (meaning) {
      case OURSELVES -> {
        rules.foundOwn(address);
        if (address instanceof ListenAddress noted) {
          book.forget(noted);
        }
      }
      case THERE -> backoff.connected(address, restNanos, now);
      case NO_ROOM -> backoff.refused(address, restNanos, now);
      case LET_GO -> backoff.rest(address, restNanos, now);
      case UNWELCOME -> backoff.unwelcome(address, now);
      case FAULT -> backoff.failed(address, now);
    }
  }

  /** Without any peer the fault may well be our own network's: then nobody is blamed. */
  private void blame(ListenAddress address) {
    boolean spared = peers.live().isEmpty() || trusted.contains(address);
    if (!spared
        && book.failed(address) >= AddressBook.FAILURES_MAX
        && !bootstrap.contains(address)) {
      book.forget(address);
    }
  }

  /** What the rotation does becomes part of the plan. */
  private final class Effects implements RotationPort {
    private final RefreshPort port;

    private Effects(RefreshPort port) {
      this.port = port;
    }

    @Override
    public void dial(DialTarget replacement) {
      Refresh.this.dial(replacement);
    }

    @Override
    public void close(Peer victim, long now) {
      if (!peers.isAlone(victim)) {
        return; // a server is about to close one of its connections: the next view will tell
      }
      closesPlanned.add(new Close(victim.token(), CloseReason.ROTATION));
      victim.addresses().forEach(address -> leaveAlone(address, Meaning.LET_GO, now));
    }

    @Override
    public void became(Rotation.Phase next, long now, String why) {
      port.rotation(next, why);
    }
  }
}
