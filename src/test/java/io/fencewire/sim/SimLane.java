package io.fencewire.sim;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One direction of a TCP connection: in order, held while the link is cut, lost in a black hole. */
final class SimLane {
  private static final int HANDSHAKE_SEGMENTS = 4;
  private static final long SLOW_NANOS = 1_000_000_000L;

  private final SimNet net;
  private final World world;
  private final SimEnd from;
  private final ArrayDeque<Segment> underway = new ArrayDeque<>();
  private long lastArrival = Long.MIN_VALUE;
  private int segments;
  private int held;
  private boolean swallows;
  private boolean closed;
  private boolean reset;

  SimLane(SimNet net, SimEnd from) {
    this.net = net;
    this.world = net.world();
    this.from = from;
  }

  /** Bytes, or the end: a reset or an orderly one. */
  private static final class Segment {
    private final byte @Nullable [] bytes;
    private final boolean reset;

    private Segment(byte @Nullable [] bytes, boolean reset) {
      this.bytes = bytes;
      this.reset = reset;
    }
  }

  /** Something between the two ends has forgotten them: nothing arrives, and nobody is told. */
  void swallow() {
    swallows = true;
  }

  boolean swallows() {
    return swallows;
  }

  /** Nothing arrives before this time: the way is slow, or the other end's kernel. */
  void notBefore(long at) {
    lastArrival = Math.max(lastArrival, at);
  }

  /** Whether what sets out now takes long. */
  boolean isSlow() {
    return lastArrival > world.now() + SLOW_NANOS;
  }

  /** Bytes set out. */
  void carry(byte[] bytes) {
    segments++;
    if (bytes.length > 1 && world.choices().oneIn(16)) {
      int half = 1 + world.choices().pick(bytes.length - 1);
      send(new Segment(Arrays.copyOf(bytes, half), false));
      send(new Segment(Arrays.copyOfRange(bytes, half, bytes.length), false));
    } else {
      send(new Segment(bytes, false));
    }
  }

  /** The end sets out behind them; a reset may follow an orderly one. */
  void end(boolean isReset) {
    if (!reset && (isReset || !closed)) {
      closed = true;
      reset = isReset;
      send(new Segment(null, isReset));
    }
  }

  /** A link has healed: what was held arrives, if it was this one. */
  void tryAgain() {
    for (int count = held; count > 0; count--) {
      held--;
      setOut();
    }
  }

  private void send(Segment segment) {
    if (from.other() != null && !swallows) {
      underway.add(segment);
      setOut();
    }
  }

  private void setOut() {
    long latency =
        net.latency(from.host(), to().host(), segments < HANDSHAKE_SEGMENTS && segments > 0);
    lastArrival = Math.max(lastArrival + 1, world.now() + latency);
    world.after(lastArrival - world.now(), this::arrive);
  }

  /** The oldest that is under way arrives, unless the link is cut. */
  private void arrive() {
    SimEnd to = to();
    if (net.isCut(from.host(), to.host())) {
      held++;
      net.waits(this);
      return;
    }
    Segment segment = underway.remove();
    if (swallows || net.isVanished(to.host())) {
      return;
    }
    if (segment.bytes != null) {
      to.arrive(segment.bytes);
    } else if (segment.reset) {
      to.resetArrives();
    } else {
      to.finArrives();
    }
  }

  private SimEnd to() {
    return Objects.requireNonNull(from.other(), "nothing sets out before it is open");
  }
}
