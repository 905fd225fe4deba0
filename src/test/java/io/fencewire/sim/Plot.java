package io.fencewire.sim;

import io.fencewire.peer.CloseReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is done to the small world in one schedule, and what is expected of it in the end. */
final class Plot implements Peer.Script {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;

  /** Two pings and a snapshot, after a connection was made anew. */
  private static final long RECOVERY_NANOS = 70 * SECOND;

  private static final long SNAPSHOT_NANOS = 5 * SECOND;
  private static final long REDIAL_NANOS = 4 * SECOND;
  private static final long[] PAUSES = {
    SECOND, 1_900 * MILLI, 2_100 * MILLI, 5 * SECOND, 20 * SECOND, 30 * SECOND
  };

  private final SmallWorld world;
  private final TimedAgenda agenda;
  private final Choices choices;
  private final Climate climate;
  private final int dialsMax;
  private final List<Link> links = new ArrayList<>();
  private boolean calm;
  private boolean over;
  private @Nullable Planned dial;

  Plot(SmallWorld world, TimedAgenda agenda, Climate climate) {
    this.world = world;
    this.agenda = agenda;
    this.choices = world.choices();
    this.climate = climate;
    this.dialsMax = 3 + choices.pick(4);
    world.follow(this);
    long minutes = 120 + choices.pick(5) * 30L;
    for (int i = 0; i < climate.pauses(); i++) {
      act(SECOND + choices.pick((int) minutes * 1_000) * MILLI, Act.Kind.PAUSE, null);
    }
    if (choices.oneIn(4)) {
      world.bus().withoutGossip();
    }
    if (choices.oneIn(3)) {
      act(choices.pick((int) minutes) * SECOND, Act.Kind.HAND_OVER, null);
    }
    act(minutes * SECOND, Act.Kind.CALM, null);
  }

  /** Plans what comes first. */
  void begin() {
    act(0, Act.Kind.SNAPSHOT, null);
    act(2 * SECOND, Act.Kind.PUBLISH, null);
    act(20 * SECOND, Act.Kind.ROTATE, null);
    dialIn(MILLI);
  }

  @Override
  public void connected(Link link, long now) {
    if (!calm) {
      for (int i = choices.pick(8) - 3; i > 0; i--) {
        link.say(Frames.transactionFrame(0));
      }
    }
  }

  @Override
  public void ended(Link link, long now) {
    redial();
  }

  private void dial() {
    dial = null;
    if (over || (calm && !world.peer().open().isEmpty())) {
      return;
    }
    Link link = world.peer().dial();
    links.add(link);
    if (calm) {
      dialIn(REDIAL_NANOS);
      return;
    }
    link.answers = !choices.oneIn(5);
    if (choices.oneIn(4)) {
      act(choices.pick(6) * MILLI, Act.Kind.DIAL_OUT, null);
    }
    if (choices.oneIn(6)) {
      act(choices.pick(30_000) * MILLI, Act.Kind.BLOCK, link);
    }
    if (!choices.oneIn(5)) {
      act(lifeNanos(), Act.Kind.LEAVE, link);
    }
    if (choices.oneIn(4)) {
      redial();
    }
    if (climate.pauses() > 0 && choices.oneIn(6)) {
      // while the connection before this one is probed, if there is one
      act(choices.pick(2_000) * MILLI, Act.Kind.STUTTER, null);
    }
  }

  private long lifeNanos() {
    return switch (choices.pick(4)) {
      case 0 -> 25 * SECOND + choices.pick(20_000) * MILLI;
      case 1 -> choices.pick(100) * MILLI;
      case 2 -> choices.pick(5_000) * MILLI;
      default -> choices.pick(60_000) * MILLI;
    };
  }

  private void leave(Link link) {
    if (calm || !link.peerOpen) {
      return;
    }
    switch (choices.pick(4)) {
      case 0 -> link.end(CloseReason.SOCKET_CLOSED);
      case 1 -> link.end(CloseReason.SOCKET_FAILED);
      case 2 -> {
        link.say(Frames.goodbye());
        link.end(CloseReason.SOCKET_CLOSED);
      }
      default -> link.dead = true;
    }
    redial();
  }

  /** Often so that the handshake ends just before something that is still under way arrives. */
  private void redial() {
    if (calm) {
      dialIn(10 * MILLI);
    } else if (world.peer().dials() < dialsMax) {
      switch (choices.pick(4)) {
        case 0 -> dialIn(SECOND);
        case 1 -> dialIn((1 + choices.pick(12_000)) * MILLI);
        case 2 -> dialJustBefore(agenda.heldUntil());
        default -> dialJustBefore(world.heart().nextDue());
      }
    }
  }

  private void dialJustBefore(long aim) {
    long at = aim - (1 + choices.pick(50)) * MILLI;
    dialIn(at - agenda.now() > 0 ? at - agenda.now() : MILLI);
  }

  private void dialIn(long nanos) {
    if (dial == null) {
      dial = agenda.at(agenda.now() + nanos, Place.OUTSIDE, new Act(this, Act.Kind.DIAL, null));
    }
  }

  private void pause() {
    pause(Place.values()[choices.pick(Place.OUTSIDE.ordinal())], choices.among(PAUSES));
  }

  private void pause(Place place, long nanos) {
    if (!calm) {
      if (place == Place.SERVER) {
        world.serverStands(agenda.now() + nanos);
      }
      agenda.pause(place, nanos);
    }
  }

  private void calm() {
    calm = true;
    agenda.calm();
    for (Link link : links) {
      link.block(false);
      link.answers = true;
    }
    dialIn(MILLI);
    act(RECOVERY_NANOS, Act.Kind.INSPECT, null);
  }

  private void inspect(long now) {
    Aftermath.served(world, now);
    over = true;
    world.server().drain(now);
    act(3 * SECOND, Act.Kind.FINISH, null);
  }

  private void act(long nanos, Act.Kind kind, @Nullable Link link) {
    Place place = switch (kind) {
      case PUBLISH -> Place.GOSSIP;
      case ROTATE -> Place.REFRESH;
      case SNAPSHOT, DIAL_OUT -> Place.SERVER;
      case DIAL, LEAVE, BLOCK, READ_ON, PAUSE, STUTTER, HAND_OVER, CALM, INSPECT, FINISH ->
        Place.OUTSIDE;
    };
    agenda.at(agenda.now() + nanos, place, new Act(this, kind, link));
  }

  private void happen(Act.Kind kind, @Nullable Link link, long now) {
    switch (kind) {
      case DIAL -> dial();
      case DIAL_OUT -> world.server().connect(now);
      case LEAVE -> onLink(link, this::leave);
      case BLOCK -> onLink(link, this::block);
      case READ_ON -> onLink(link, blocked -> blocked.block(false));
      case PUBLISH -> publish(now);
      case ROTATE -> rotate();
      case SNAPSHOT -> snapshot();
      case PAUSE -> pause();
      case STUTTER -> pause(Place.SERVER, 1_900 * MILLI);
      case HAND_OVER -> world.handOver();
      case CALM -> calm();
      case INSPECT -> inspect(now);
      case FINISH -> Aftermath.gone(world);
    }
  }

  private static void onLink(@Nullable Link link, Consumer<Link> act) {
    if (link != null) {
      act.accept(link);
    }
  }

  private void block(Link link) {
    if (!calm) {
      link.block(true);
      long nanos = choices.among(SECOND, 9_990 * MILLI, 10_010 * MILLI, 30 * SECOND);
      act(nanos, Act.Kind.READ_ON, link);
    }
  }

  private void publish(long now) {
    if (!over) {
      world.gossip().publish(now);
      act((3 + choices.pick(8)) * SECOND, Act.Kind.PUBLISH, null);
    }
  }

  private void rotate() {
    if (!calm) {
      world.refresher().rotate();
      act((25 + choices.pick(10) - 5) * SECOND, Act.Kind.ROTATE, null);
    }
  }

  private void snapshot() {
    if (!over) {
      world.bus().tellAll();
      act(SNAPSHOT_NANOS, Act.Kind.SNAPSHOT, null);
    }
  }

  /** One thing that is done to the world. */
  private record Act(Plot plot, Kind kind, @Nullable Link link) implements Happening {
    /** What is done. */
    private enum Kind {
      DIAL,
      DIAL_OUT,
      LEAVE,
      BLOCK,
      READ_ON,
      PUBLISH,
      ROTATE,
      SNAPSHOT,
      PAUSE,
      STUTTER,
      HAND_OVER,
      CALM,
      INSPECT,
      FINISH
    }

    @Override
    public void happen(long now) {
      plot.happen(kind, link, now);
    }

    @Override
    public int code() {
      return kind.ordinal();
    }

    @Override
    public String story() {
      return "-- " + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')
          + (link == null ? "" : " " + link);
    }
  }
}
