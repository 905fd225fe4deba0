package io.fencewire.sim;

import io.fencewire.bus.RoleMessage.Holding;
import io.fencewire.bus.RoleMessage.Snapshot;
import io.fencewire.bus.ServerAnswer.ConnectAnswer;
import io.fencewire.bus.ServerCommand.CloseConnection;
import io.fencewire.bus.ServerCommand.Connect;
import io.fencewire.bus.ServerCommand.Inspect;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.DialTarget;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What must hold of every refresher, judged by what it was shown. R1: it makes before it breaks. R2:
 * it leaves alone whom it has rotated away, and dials nobody without pause.
 */
final class RefreshRules {
  private static final long SECOND = 1_000_000_000L;

  /** Far more than any back-off allows; without one, a refused dial is repeated every 20 ms. */
  private static final int DIALS_A_MINUTE = 150;

  private final World world;
  private final Swarm swarm;
  private final Map<Actor, Course> courses = new HashMap<>();

  RefreshRules(World world, Swarm swarm) {
    this.world = world;
    this.swarm = swarm;
  }

  /** What one refresher was shown, and has done. */
  private static final class Course {
    private final Map<ConnectionToken, DialTarget> addresses = new HashMap<>();
    private final Map<DialTarget, Dial> dials = new HashMap<>();
    private final Map<DialTarget, Long> restsUntil = new HashMap<>();
    private final Map<DialTarget, ArrayDeque<Long>> dialled = new HashMap<>();
    private final Set<ConnectionToken> closing = new HashSet<>();
    private long askedAt;
    private int live;

    /** How many connections there are, or will be if every dial succeeds. */
    private long expected() {
      return addresses.size()
          + dials.keySet().stream()
              .filter(target -> !addresses.containsValue(target))
              .count();
    }
  }

  /** A dial, and when it was answered; -1 before. */
  private record Dial(long answeredAt) {}

  /** Something is said on the bus. */
  void said(Actor from, Object body) {
    if (!from.toString().endsWith(".refresh")) {
      return;
    }
    Course course = courses.computeIfAbsent(from, none -> new Course());
    if (body instanceof Inspect) {
      course.askedAt = world.now();
    } else if (body instanceof Connect connect) {
      dials(from, course, connect.target());
    } else if (body instanceof CloseConnection close && close.reason() == CloseReason.ROTATION) {
      rotates(from, course, close.token());
    }
  }

  /** A question is answered, or will never be. */
  void answered(Actor asker, Object asked, Object answer) {
    Course course = courses.get(asker);
    if (course == null) {
      return;
    }
    if (asked instanceof Connect connect) {
      if (answer instanceof ConnectAnswer dial && dial.token() != null) {
        course.dials.put(connect.target(), new Dial(world.now()));
      } else {
        course.dials.remove(connect.target());
      }
    } else if (answer instanceof Snapshot snapshot) {
      look(course, snapshot);
    }
  }

  private static void look(Course course, Snapshot snapshot) {
    course.addresses.clear();
    course.live = 0;
    for (Holding holding : snapshot.holdings()) {
      course.addresses.put(holding.connection().token(), holding.connection().address());
      course.live += holding.state() == ConnectionState.LIVE ? 1 : 0;
    }
    course
        .dials
        .values()
        .removeIf(dial -> dial.answeredAt >= 0 && dial.answeredAt <= course.askedAt);
  }

  private void rotates(Actor from, Course course, ConnectionToken victim) {
    boolean again = !course.closing.add(victim);
    if (!again && course.live <= swarm.target() && course.expected() < swarm.max()) {
      world.fail(
          "R1",
          "%s rotates %s away, and has %d of %d peers and room for another"
              .formatted(from, victim, course.live, swarm.target()));
    }
    DialTarget address = course.addresses.get(victim);
    if (address != null) {
      // It counts from the question whose answer made it rotate.
      course.restsUntil.put(address, course.askedAt + (2L * swarm.refreshSeconds() - 1) * SECOND);
    }
  }

  private void dials(Actor from, Course course, DialTarget target) {
    long now = world.now();
    boolean urgent = course.expected() < swarm.min();
    if (now < course.restsUntil.getOrDefault(target, now) && !urgent) {
      world.fail("R2", from + " dials " + target + ", which it has only just rotated away");
    }
    ArrayDeque<Long> times = course.dialled.computeIfAbsent(target, none -> new ArrayDeque<>());
    times.add(now);
    while (now - times.peek() > 60 * SECOND) {
      times.remove();
    }
    if (times.size() > DIALS_A_MINUTE) {
      world.fail("R2", from + " has dialled " + target + " " + times.size() + " times in a minute");
    }
    course.dials.put(target, new Dial(-1));
  }
}
