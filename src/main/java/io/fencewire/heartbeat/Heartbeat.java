package io.fencewire.heartbeat;

import io.fencewire.heartbeat.HeartbeatCounts.Kind;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.Rtt;
import io.fencewire.wire.Message;
import io.fencewire.wire.NoncePong;
import io.fencewire.wire.Pong;
import org.jspecify.annotations.Nullable;

/**
 * The ping schedule and the round-trip times of one generation. The next ping is driven by time and
 * never by a Pong: a lost Pong can't end the schedule, and a surplus one can't start a second. A
 * heartbeat never closes its connection; silence is judged by the server alone.
 */
public final class Heartbeat {
  /** Where a heartbeat is. */
  public enum State {
    /** Set up; nothing is sent until the connection is LIVE. */
    PREPARED,
    /** No ping is under way; the timer is armed for the next one. */
    RESTING,
    /** A ping was given to the server, which has not said yet what became of it. */
    ASKED,
    /** The ping is in the connection's queue, and its Pong is awaited. */
    WRITTEN,
    /** The Pong overtook the server's word on the ping: the bus keeps no order between the two. */
    PONG_FIRST,
    /** The timer is gone, and nothing is sent any more. */
    ENDED
  }

  /**
   * So many pings in a row without a word from the server end the state: a server that is gone for
   * good announces no end. One that is there names the connection in its next snapshot.
   */
  static final int UNKNOWN_MAX = 3;

  private final PeerConnection connection;
  private final Lease lease;
  private final Pace pace;
  private final HeartbeatPort port;
  private final HeartbeatCounts counts;

  private State state = State.PREPARED;
  private long dueNanos;
  private long nonce;
  /** The server's clock, when the ping was written or, in PONG_FIRST, when its Pong came. */
  private long reading;
  /** A plain Pong doesn't say which ping it answers, and an earlier one may still be answered. */
  private boolean ambiguous;

  private int unknownInRow;
  private @Nullable Rtt rtt;

  Heartbeat(
      PeerConnection connection,
      Lease lease,
      Pace pace,
      HeartbeatPort port,
      HeartbeatCounts counts) {
    this.connection = connection;
    this.lease = lease;
    this.pace = pace;
    this.port = port;
    this.counts = counts;
  }

  ConnectionToken token() {
    return connection.token();
  }

  Lease lease() {
    return lease;
  }

  /** What was measured so far, or null if nothing was. */
  @Nullable
  Rtt rtt() {
    return rtt;
  }

  boolean isEnded() {
    return state == State.ENDED;
  }

  /** Whether a ping is under way whose Pong has not come. */
  boolean isOutstanding() {
    return state == State.ASKED || state == State.WRITTEN;
  }

  /** The connection is LIVE: begin. */
  void promoted(long now) {
    if (state == State.PREPARED) {
      become(State.RESTING, now, "promoted");
      armIn(pace.firstDelayNanos(connection), now);
    }
  }

  /** The timer fired: one ping, however late it is, and the next one an interval from now. */
  void due(long now) {
    if (state == State.PREPARED || state == State.ENDED) {
      return;
    }
    if (now - dueNanos < 0) {
      port.arm(token(), dueNanos);
      return;
    }
    giveUpLast();
    nonce = pace.nonce();
    become(State.ASKED, now, "due");
    armIn(pace.nextDelayNanos(), now);
    counts.add(Kind.PINGS);
    port.ping(new PingOrder(token(), lease, nonce));
  }

  /** The server said what became of the ping with this nonce. */
  void answered(long pingNonce, Outcome outcome, long answerReading, long now) {
    if (state == State.ENDED) {
      return;
    }
    unknownInRow = outcome == Outcome.UNKNOWN ? unknownInRow + 1 : 0;
    if (outcome == Outcome.STALE) {
      counts.add(Kind.STALE);
      end(now, "stale");
    } else if (unknownInRow >= UNKNOWN_MAX) {
      counts.add(Kind.ABANDONED);
      end(now, "its server says nothing");
    } else if (pingNonce == nonce && (state == State.ASKED || state == State.PONG_FIRST)) {
      if (outcome == Outcome.WRITTEN) {
        written(answerReading, now);
      } else {
        notWritten(outcome, now);
      }
    }
  }

  /** The peer sent something that should be the Pong. */
  void received(Message message, long pongReading, long now) {
    boolean beforeItsPing = state == State.WRITTEN && pongReading - reading < 0;
    if (!isOutstanding() || beforeItsPing || !answersThePing(message)) {
      counts.add(Kind.PONGS_REFUSED);
    } else if (state == State.WRITTEN) {
      pong(pongReading - reading, now);
    } else {
      reading = pongReading;
      become(State.PONG_FIRST, now, "pong before the server's answer");
    }
  }

  /** It is over: the timer goes, and with it all that could still be sent. */
  void end(long now, String why) {
    if (state != State.ENDED) {
      port.disarm(token());
      become(State.ENDED, now, why);
    }
  }

  private void written(long writtenReading, long now) {
    if (state == State.PONG_FIRST && reading - writtenReading >= 0) {
      pong(reading - writtenReading, now);
      return;
    }
    if (state == State.PONG_FIRST) {
      // it came in before our ping went out, so it was the answer to nothing or to an older one
      counts.add(Kind.PONGS_REFUSED);
    }
    reading = writtenReading;
    become(State.WRITTEN, now, "written");
  }

  private void notWritten(Outcome outcome, long now) {
    counts.add(Kind.PINGS_UNSENT);
    if (state == State.PONG_FIRST) {
      counts.add(outcome == Outcome.UNKNOWN ? Kind.PONGS : Kind.PONGS_REFUSED);
    } else {
      ambiguous |= outcome == Outcome.UNKNOWN;
    }
    become(State.RESTING, now, outcome.name());
  }

  private void pong(long sampleNanos, long now) {
    counts.add(Kind.PONGS);
    become(State.RESTING, now, "pong");
    if (ambiguous && !hasNonces()) {
      // Karn's rule: what may be the answer to an older ping is no measure of this one
      ambiguous = false;
      return;
    }
    Rtt known = rtt;
    rtt = known == null ? Rtt.first(sampleNanos) : known.next(sampleNanos);
    port.measured(token(), rtt);
  }

  private void giveUpLast() {
    if (isOutstanding()) {
      counts.add(Kind.MISSED);
      ambiguous = true;
    } else if (state == State.PONG_FIRST) {
      counts.add(Kind.PONGS);
    }
  }

  private boolean answersThePing(Message message) {
    return hasNonces()
        ? message instanceof NoncePong pong && pong.nonce() == nonce
        : message instanceof Pong;
  }

  private boolean hasNonces() {
    return connection.traits().hasExtensions();
  }

  private void armIn(long delayNanos, long now) {
    dueNanos = now + delayNanos;
    port.arm(token(), dueNanos);
  }

  private void become(State next, long now, String why) {
    assert state != State.ENDED : "ENDED is final; asked for " + next + ": " + why;
    state = next;
    port.became(token(), next, now, why);
  }
}
