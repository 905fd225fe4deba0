package io.fencewire.refresh;

import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.DialTarget;
import io.fencewire.refresh.Rotation.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** One rotation, the connections it is shown, and what it did. */
abstract class RotationStage implements RotationPort {
  final List<Held> held = new ArrayList<>();
  final List<DialTarget> candidates = new ArrayList<>();
  final List<DialTarget> dialed = new ArrayList<>();
  final List<ConnectionToken> closed = new ArrayList<>();
  final List<Phase> phases = new ArrayList<>();
  private final Peers peers = new Peers();
  final RefreshOptions options = Stage.options(2, 3, 5);
  long now;
  private long sequence;
  Rotation rotation = newRotation(options, 1);

  @Override
  public void dial(DialTarget replacement) {
    dialed.add(replacement);
    candidates.remove(replacement);
  }

  @Override
  public void close(Peer victim, long at) {
    closed.add(victim.token());
  }

  @Override
  public void became(Phase next, long at, String why) {
    phases.add(next);
  }

  Phase phase() {
    return phases.isEmpty() ? Phase.WAITING : phases.get(phases.size() - 1);
  }

  Rotation newRotation(RefreshOptions its, long seed) {
    return new Rotation(its, new SplittableRandom(seed), this, now);
  }

  void livePeers(int count) {
    for (int i = 1; i <= count; i++) {
      live(i);
    }
  }

  ConnectionToken live(int number) {
    return hold(number, ConnectionState.LIVE, false);
  }

  ConnectionToken hold(int number, ConnectionState state, boolean busy) {
    Held one = new Held(Stage.connection(++sequence, number), state, busy);
    held.add(one);
    return one.connection().token();
  }

  void gone(ConnectionToken token) {
    held.removeIf(one -> one.connection().token().equals(token));
  }

  void stepAfterAnInterval() {
    now += options.interval().toNanos();
    step();
  }

  void look() {
    peers.look(new View(now, Set.of(), held));
  }

  void step() {
    look();
    Rotation.Scene scene = new Rotation.Scene(
        peers, peers.live(), peers.size(), () -> candidates.stream().findFirst());
    rotation.step(scene, now);
  }
}
