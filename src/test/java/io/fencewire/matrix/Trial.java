package io.fencewire.matrix;

import io.fencewire.api.PeerStatus;
import io.fencewire.peer.PeerId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** One fault: it is brought about, watched, and made good again. */
final class Trial {
  /** The halves of a cluster find each other again within this, and what that breaks shows. */
  private static final long WATCH_NANOS = TimeUnit.SECONDS.toNanos(15);

  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long WHOLE_NANOS = TimeUnit.SECONDS.toNanos(90);
  private static final long LOOK_MILLIS = 200;
  private static final int LOOKS = 5;
  private static final int ENTRUSTED_MIN = 1;
  private static final int ATTEMPTS = 10;
  private static final long ENTRUST_NANOS = TimeUnit.SECONDS.toNanos(6);

  private final Scene scene;
  private final Fault fault;
  private final Spread spread;
  private final int had;
  private final Journal.Sends sentBefore;
  private final long begun;
  private long ended;

  /** What takes part. */
  record Scene(Cluster cluster, Network network, Crowd crowd, Observer observer, Journal journal) {}

  private Trial(Scene scene, Fault fault) {
    this.scene = scene;
    this.fault = fault;
    this.spread = new Spread(scene);
    this.had = had();
    this.sentBefore = scene.journal.sends();
    this.begun = scene.journal.turnPage();
  }

  /** Runs it, from a node that is whole to one that is whole again. */
  static Result run(Scene scene, Fault fault) throws IOException {
    awaitWhole(scene);
    if (fault.victim() == Cluster.ROLES) {
      entrust(scene);
    }
    Trial trial = new Trial(scene, fault);
    trial.inflict();
    trial.watch();
    Result result = trial.result();
    trial.repair();
    return result;
  }

  /** Waits until all JVMs are there. */
  static void awaitReady(Scene scene) {
    if (!until(scene, WHOLE_NANOS, scene.cluster::isWhole)) {
      throw new NotWholeException("a JVM has not started; its log tells why");
    }
  }

  /** Waits until all JVMs are there and all peers have one connection, a fair part at each server. */
  static void awaitWhole(Scene scene) {
    awaitOne(scene);
    while (scene.crowd.balance()) {
      awaitOne(scene);
    }
  }

  /** A JVM without sockets is missed only if connections are entrusted to it: new ones may be. */
  private static void entrust(Scene scene) {
    boolean isEntrusted = until(scene, ENTRUST_NANOS, () -> entrusted(scene) >= ENTRUSTED_MIN);
    for (int attempt = 1; !isEntrusted; attempt++) {
      if (attempt == ATTEMPTS) {
        throw new NotWholeException(": nobody is entrusted for long to the JVM without sockets");
      }
      scene.crowd.renew(Cluster.SERVER);
      awaitOne(scene);
      isEntrusted = until(scene, ENTRUST_NANOS, () -> entrusted(scene) >= ENTRUSTED_MIN);
    }
  }

  private static int entrusted(Scene scene) {
    return scene.journal.entrusted(scene.cluster.incarnation(Cluster.ROLES), scene.crowd.steady());
  }

  private static void awaitOne(Scene scene) {
    if (!until(scene, WHOLE_NANOS, () -> scene.cluster.isWhole() && duplicates(scene) == 0)) {
      throw new NotWholeException("after " + TimeUnit.NANOSECONDS.toSeconds(WHOLE_NANOS)
          + " s: JVMs ready: " + scene.cluster.isWhole() + ", duplicates (-1: somebody lacks): "
          + duplicates(scene) + ", peers at each server: " + scene.crowd.counts());
    }
  }

  /** The node has not come back to where a fault can be tried. */
  static final class NotWholeException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    private NotWholeException(String message) {
      super(message);
    }
  }

  /** Connections that depend on the victim. */
  private int had() {
    return fault.victim() == Cluster.ROLES
        ? entrusted(scene)
        : scene.crowd.counts().getOrDefault(fault.victim(), 0L).intValue();
  }

  private void inflict() throws IOException {
    Member victim = scene.cluster.member(fault.victim());
    switch (fault.kind()) {
      case KILL -> victim.kill();
      case DRAIN -> end(victim);
      case RESTART -> {
        end(victim);
        scene.cluster.start(fault.victim());
      }
      case PAUSE -> {
        victim.signal("STOP");
        pass(fault.seconds());
        victim.signal("CONT");
      }
      case CUT -> {
        scene.network.cut(fault.victim());
        pass(fault.seconds());
        scene.network.heal(fault.victim());
      }
    }
    ended = System.nanoTime();
  }

  private static void end(Member victim) throws IOException {
    victim.signal("TERM");
    victim.awaitEnd(20);
  }

  private void pass(int seconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() - end < 0) {
      scene.journal.await(LOOK_MILLIS);
    }
  }

  private void watch() {
    until(scene, LIMIT_NANOS - (System.nanoTime() - ended), this::isSettled);
    long rest = ended + WATCH_NANOS - System.nanoTime();
    if (rest > 0) {
      until(scene, rest, () -> false);
    }
  }

  private boolean isSettled() {
    return scene.journal.connected().containsAll(scene.crowd.names())
        && Double.isFinite(pinged())
        && Double.isFinite(gossip())
        && duplicates(scene) == 0;
  }

  private void repair() throws IOException {
    if (scene.cluster.member(fault.victim()).isOver()) {
      scene.cluster.start(fault.victim());
    }
  }

  private Result result() {
    Journal journal = scene.journal;
    Journal.Sends sent = journal.sends();
    List<Journal.Close> wrongful = journal.closes(close -> !fault.excuses(close));
    Set<String> lost = lost();
    List<String> details = new ArrayList<>(spread.missing());
    journal.closes(close -> wrongful.contains(close) || lost.contains(close.peer())).stream()
        .map(close -> String.format("%s: %.1f s: %s", fault, seconds(close.at()), close))
        .forEach(details::add);
    journal.gaps().stream()
        .filter(gap -> lost.contains(gap.peer()))
        .map(gap -> String.format(
            "%s: without a connection from %.1f s to %.1f s, after session %d: %s",
            fault, seconds(gap.since().at()), seconds(gap.to()), gap.since().session(), gap.peer()))
        .forEach(details::add);
    return new Result(
        fault,
        had,
        lost.size(),
        wrongful.size(),
        new Journal.Sends(
            sent.written() - sentBefore.written(),
            sent.expired() - sentBefore.expired(),
            sent.late() - sentBefore.late()),
        new Result.Times(seconds(ended), owned(), pinged(), gossip()),
        duplicatesLeft(),
        journal.twice(),
        details);
  }

  /** Peers that had to keep their connection and had none for a while, and all that have none. */
  private Set<String> lost() {
    // Not in the moment in which somebody exchanges one connection for another.
    until(
        scene,
        Journal.Gap.MOMENT_NANOS,
        () -> scene.journal.connected().containsAll(scene.crowd.names()));
    Set<String> lost = new HashSet<>(scene.crowd.names());
    lost.removeAll(scene.journal.connected());
    scene.journal.gaps().stream()
        .filter(gap -> !gap.isChange())
        .filter(gap -> !fault.costsItsPeers() || gap.since().jvm() != fault.victim())
        .forEach(gap -> lost.add(gap.peer()));
    return lost;
  }

  private double owned() {
    if (!scene.journal.connected().containsAll(scene.crowd.names())) {
      return Double.POSITIVE_INFINITY;
    }
    return scene.journal.gaps().stream()
        .filter(gap -> !gap.isChange())
        .mapToDouble(gap -> seconds(gap.to()))
        .max()
        .orElse(0);
  }

  private double pinged() {
    return scene.crowd.names().stream()
        .mapToDouble(peer -> since(scene.journal.pingedAt(peer)))
        .max()
        .orElseThrow();
  }

  private double gossip() {
    long at = spread.completeAt();
    return at == Spread.NEVER ? Double.POSITIVE_INFINITY : seconds(at);
  }

  private double since(long at) {
    return at == 0 ? Double.POSITIVE_INFINITY : seconds(at);
  }

  private double seconds(long at) {
    return (at - begun) / 1e9;
  }

  /** A peer that dials both servers has two for a moment, again and again. */
  private int duplicatesLeft() {
    int left = duplicates(scene);
    for (int look = 1; look < LOOKS && left != 0; look++) {
      until(scene, TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS), () -> false);
      left = duplicates(scene);
    }
    return Math.abs(left);
  }

  /** Connections that the servers call LIVE beyond the one that each peer has; -1 if some lack. */
  private static int duplicates(Scene scene) {
    List<PeerStatus> live = scene.observer.live();
    Map<PeerId, Long> counts = live.stream()
        .collect(Collectors.groupingBy(
            status -> status.connection().peer(), HashMap::new, Collectors.counting()));
    Set<Long> real = scene.journal.held().values().stream()
        .flatMap(List::stream)
        .map(Journal.Link::session)
        .collect(Collectors.toSet());
    long ghosts = live.stream()
        .filter(status -> !real.contains(status.connection().session()))
        .count();
    int missing = scene.crowd.names().size() - counts.size();
    int extra = (int) Math.max(live.size() - counts.size(), ghosts);
    return extra == 0 && missing > 0 ? -1 : extra;
  }

  private static boolean until(Scene scene, long nanos, BooleanSupplier holds) {
    long end = System.nanoTime() + nanos;
    boolean held = holds.getAsBoolean();
    while (!held && System.nanoTime() - end < 0) {
      scene.journal.await(LOOK_MILLIS);
      held = holds.getAsBoolean();
    }
    return held;
  }
}
