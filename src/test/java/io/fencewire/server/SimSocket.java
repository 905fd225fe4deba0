package io.fencewire.server;

import io.fencewire.bus.TimerSet;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.PeerId;
import io.fencewire.sim.SimEnd;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What {@link PeerSocket} is over a NetSocket, over one end of a simulated TCP connection. */
final class SimSocket implements SocketPort, SimEnd.User {
  private final SocketEvents events;
  private final TimerSet<SimSocket> timers;
  private final SimRules rules;
  private final SimEnd end;
  private final Runnable counted;
  private final AnsweredPings pings = new AnsweredPings();
  private @Nullable Connection connection;
  private boolean open;
  private boolean ended;

  SimSocket(
      SocketEvents events,
      TimerSet<SimSocket> timers,
      SimRules rules,
      SimEnd end,
      Runnable counted) {
    this.events = events;
    this.timers = timers;
    this.rules = rules;
    this.end = end;
    this.counted = counted;
    end.user(this);
  }

  /** It was accepted, so that it is open. */
  void carry() {
    open = true;
  }

  SimEnd end() {
    return end;
  }

  /** What was asked on it, and answered. */
  AnsweredPings pings() {
    return pings;
  }

  @Override
  public void ownedBy(Connection owner) {
    connection = owner;
  }

  @Override
  public void write(List<byte[]> frames) {
    if (!open) {
      throw new IllegalStateException("nothing is written before the socket is open");
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] frame : frames) {
      rules.written(owner(), frame);
      joined.writeBytes(frame);
    }
    end.write(joined.toByteArray());
  }

  @Override
  public void pause() {
    end.pause();
  }

  @Override
  public void resume() {
    end.resume();
  }

  @Override
  public void close() {
    ended = true;
    if (open) {
      end.resume();
      end.close();
    }
  }

  @Override
  public @Nullable PeerId channelPeer() {
    return null;
  }

  @Override
  public void arm(long atNanos) {
    timers.arm(this, atNanos, () -> events.wake(owner()));
  }

  @Override
  public void disarm() {
    timers.disarm(this);
  }

  @Override
  public void opened() {
    open = true;
    counted.run();
    if (ended) {
      end.close();
    } else {
      events.opened(owner());
    }
  }

  @Override
  public void failed(String why) {
    if (!ended) {
      ended = true;
      events.closed(owner(), CloseReason.DIAL_FAILED, why);
    }
  }

  @Override
  public void received(byte[] bytes) {
    if (connection != null) {
      pings.heard(bytes);
      events.received(connection, bytes);
    }
  }

  @Override
  public void written() {
    events.written(owner());
  }

  @Override
  public void closed(String failure) {
    ended = true;
    events.socketGone();
    if (connection != null) {
      CloseReason reason =
          failure.isEmpty() ? CloseReason.SOCKET_CLOSED : CloseReason.SOCKET_FAILED;
      events.closed(connection, reason, failure);
    }
  }

  private Connection owner() {
    return Objects.requireNonNull(connection, "a socket is owned before anything happens on it");
  }
}
