package io.fencewire.refresh;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.DialTarget;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The periodic exchange of one peer for another. It makes before it breaks: the replacement is LIVE
 * before the old connection, the victim, is closed. Only where the maximum forbids that does it
 * break first, and then the place stays free for whoever dials, a newcomer above all, unless it is
 * needed to reach the target: full nodes that refill at once find each other full, and shut
 * newcomers out. For the same reason a full node rotates after a quarter of the interval. At the
 * minimum it rotates too, as long as it can make first: nodes that are content with each other would
 * never meet those that nobody else knows any more.
 *
 * <p>It is moved by views alone: a close is repeated until a view no longer shows the victim, and a
 * victim that left by itself ends the rotation, so that none is left half done.
 */
final class Rotation {
  /** Where a rotation is. */
  enum Phase {
    /** There is none; the next one has its time. */
    WAITING,
    /** A replacement is being dialled; nothing has happened to the victim. */
    DIALING,
    /** The victim is being closed: its replacement is LIVE, or it is one above the target. */
    CLOSING,
    /** The victim is being closed because the maximum leaves no room for a replacement yet. */
    BREAKING
  }

  /** Candidates that one rotation tries. */
  static final int TRIES_MAX = 3;

  private final RefreshOptions options;
  private final RandomGenerator random;
  private final RotationPort port;

  private Phase phase = Phase.WAITING;
  private long nextAt;
  private @Nullable Peer victim;
  private @Nullable DialTarget dialing;
  private @Nullable ConnectionToken replacement;
  private long replacedAt;
  private int tries;
  private long completed;

  /** Waits for a first rotation, at a random time within the first interval. */
  Rotation(RefreshOptions options, RandomGenerator random, RotationPort port, long now) {
    this.options = options;
    this.random = random;
    this.port = port;
    this.nextAt = now + random.nextLong(options.interval().toNanos());
  }

  /** Takes the next step that this scene allows. */
  void step(Scene scene, long now) {
    switch (phase) {
      case WAITING -> begin(scene, now);
      case DIALING -> make(scene, now);
      case CLOSING, BREAKING -> close(scene, now);
    }
  }

  /** A dial became this LIVE connection. */
  void dialed(DialTarget address, ConnectionToken token, long now) {
    if (address.equals(dialing)) {
      dialing = null;
      replacement = token;
      replacedAt = now;
    }
  }

  /** A dial came to nothing. */
  void dialFailed(DialTarget address) {
    if (address.equals(dialing)) {
      dialing = null;
    }
  }

  /** How many victims were closed. */
  long completedCount() {
    return completed;
  }

  private void begin(Scene scene, long now) {
    int live = scene.peers().live().size();
    long early = live < options.peersMax() ? 0 : options.interval().toNanos() / 4 * 3;
    if (now - (nextAt - early) < 0) {
      return;
    }
    boolean breaksFirst = scene.expected() >= options.peersMax();
    if (live < options.peersTarget() || (breaksFirst && live <= options.peersMin())) {
      nextAt = afterAnInterval(now);
      return;
    }
    List<Peer> free = scene.removable().stream().filter(peer -> !peer.busy()).toList();
    if (free.isEmpty()) {
      return; // all of them are busy, or protected: look again at the next view
    }
    nextAt = afterAnInterval(now);
    victim = choose(free, now);
    tries = 0;
    Optional<DialTarget> candidate = scene.candidate().get();
    if (candidate.isEmpty()) {
      trim(live, now);
    } else if (breaksFirst) {
      become(Phase.BREAKING, now, "the maximum leaves no room for a replacement");
      port.close(victim, now);
    } else {
      become(Phase.DIALING, now, "it is time");
      dial(candidate.get());
    }
  }

  /** Nobody to rotate to: come down towards the target, if above it. */
  private void trim(int live, long now) {
    if (victim != null && live > options.peersTarget()) {
      become(Phase.CLOSING, now, "above the target, and nobody to rotate to");
      port.close(victim, now);
    } else {
      victim = null;
    }
  }

  private void make(Scene scene, long now) {
    if (victim == null || !scene.peers().isLive(victim.token())) {
      become(Phase.WAITING, now, "the victim left by itself");
    } else if (dialing != null || viewIsOlderThanReplacement(now)) {
      return;
    } else if (replacement != null && scene.peers().isLive(replacement)) {
      if (scene.peers().live().size() > options.peersTarget()) {
        become(Phase.CLOSING, now, "the replacement is LIVE");
        port.close(victim, now);
      } else {
        become(Phase.WAITING, now, "others left: the replacement is needed beside the victim");
      }
    } else {
      tryAnother(scene, now);
    }
  }

  private void close(Scene scene, long now) {
    if (victim != null && scene.peers().isLive(victim.token())) {
      closeAgain(victim, scene.peers().live().size(), now);
      return;
    }
    completed++;
    become(Phase.WAITING, now, "the victim is gone");
  }

  /** The close was lost or came too late; what allowed it then must still hold. */
  private void closeAgain(Peer spared, int live, long now) {
    int floor = phase == Phase.BREAKING ? options.peersMin() : options.peersTarget();
    if (live > floor) {
      port.close(spared, now);
    } else {
      become(Phase.WAITING, now, "others left: the victim is needed");
    }
  }

  private void tryAnother(Scene scene, long now) {
    replacement = null;
    boolean mayDial = tries < TRIES_MAX && scene.expected() < options.peersMax();
    Optional<DialTarget> candidate = mayDial ? scene.candidate().get() : Optional.empty();
    if (candidate.isEmpty()) {
      become(Phase.WAITING, now, "no replacement answered, or there is no room for one any more");
    } else {
      dial(candidate.get());
    }
  }

  private void dial(DialTarget candidate) {
    dialing = candidate;
    tries++;
    port.dial(candidate);
  }

  private boolean viewIsOlderThanReplacement(long askedAt) {
    return replacement != null && askedAt - replacedAt < 0;
  }

  /** One at random of the half that has been LIVE longest. */
  private Peer choose(List<Peer> free, long now) {
    List<Peer> oldestFirst = free.stream()
        .sorted(Comparator.comparingLong(peer -> peer.since() - now))
        .toList();
    return oldestFirst.get(random.nextInt((oldestFirst.size() + 1) / 2));
  }

  private long afterAnInterval(long now) {
    double share = 1 + options.jitter() * (2 * random.nextDouble() - 1);
    return now + (long) (options.interval().toNanos() * share);
  }

  private void become(Phase next, long now, String why) {
    assert next != phase : "already " + next + ": " + why;
    phase = next;
    if (next == Phase.WAITING) {
      victim = null;
      dialing = null;
      replacement = null;
    }
    port.became(next, now, why);
  }

  /**
   * What a rotation needs to know of the world.
   *
   * @param peers the connections
   * @param removable those LIVE that may be rotated away
   * @param expected how many connections there will be when all dials under way have succeeded
   * @param candidate draws somebody to rotate to
   */
  record Scene(
      Peers peers, List<Peer> removable, int expected, Supplier<Optional<DialTarget>> candidate) {}
}
