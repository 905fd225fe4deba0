package io.fencewire.sim;

import io.fencewire.peer.CloseReason;
import java.util.ArrayList;
import java.util.List;

/** What may be done to the small world while every order of things is tried. */
final class Scenes implements Peer.Script {
  private final SmallWorld world;
  private final FreeAgenda agenda;
  private int generations = 3;
  private int leaves = 2;
  private int transactions = 2;
  private int rotations = 1;
  private int handovers = 1;

  Scenes(SmallWorld world, FreeAgenda agenda) {
    this.world = world;
    this.agenda = agenda;
    world.follow(this);
  }

  @Override
  public void connected(Link link, long now) {}

  @Override
  public void ended(Link link, long now) {}

  /** What may be done now. */
  List<Happening> acts() {
    List<Happening> acts = new ArrayList<>();
    boolean open = !world.peer().open().isEmpty();
    if (generations > 0 && !agenda.isPaused(Place.SERVER)) {
      acts.add(new Act(this, Act.Kind.DIAL));
    }
    if (leaves > 0 && open) {
      acts.add(new Act(this, Act.Kind.LEAVE));
    }
    if (transactions > 0 && world.gossip().size() > 0) {
      acts.add(new Act(this, Act.Kind.SEND));
    }
    if (rotations > 0 && world.refresher().knowsAny()) {
      acts.add(new Act(this, Act.Kind.ROTATE));
    }
    if (handovers > 0 && world.heart().size() > 0 && !agenda.isPaused(Place.SERVER)) {
      acts.add(new Act(this, Act.Kind.HAND_OVER));
    }
    return acts;
  }

  private void act(Act.Kind kind) {
    switch (kind) {
      case DIAL -> {
        generations--;
        agenda.hurry();
        world.peer().dial();
      }
      case LEAVE -> {
        leaves--;
        List<Link> open = world.peer().open();
        open.get(open.size() - 1).end(CloseReason.SOCKET_CLOSED);
      }
      case SEND -> {
        transactions--;
        world.gossip().sendToAll();
      }
      case ROTATE -> {
        rotations--;
        world.refresher().rotate();
      }
      case HAND_OVER -> {
        handovers--;
        world.handOver();
      }
    }
  }

  /** One thing that is done. */
  private record Act(Scenes scenes, Kind kind) implements Happening {
    private enum Kind {
      DIAL("the peer dials"),
      LEAVE("the peer closes its newest connection"),
      SEND("gossip sends a transaction on all it knows"),
      ROTATE("the refresher rotates"),
      HAND_OVER("another heartbeat takes over");

      private final String words;

      Kind(String words) {
        this.words = words;
      }
    }

    @Override
    public void happen(long now) {
      scenes.act(kind);
    }

    @Override
    public String story() {
      return "-- " + kind.words;
    }
  }
}
