package io.fencewire.server;

import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;

/**
 * A network without sockets: the real decisions of several servers, a queue of what happens next,
 * and a clock that is moved by hand.
 */
final class ToyNetwork {
  private final Queue<Runnable> events = new ArrayDeque<>();
  private final Map<ListenAddress, ToyServer> listeners = new HashMap<>();
  private final List<ToySocket> sockets = new ArrayList<>();
  private long now = 1_000_000_000_000L;

  long now() {
    return now;
  }

  /** Puts something at the end of the queue. */
  void later(Runnable event) {
    events.add(event);
  }

  /** Lets everything happen that does not wait for time. */
  void settle() {
    for (int i = 0; i < 100_000; i++) {
      Runnable event = events.poll();
      if (event == null) {
        return;
      }
      event.run();
    }
    throw new AssertionError("the network does not come to rest");
  }

  /** Moves the clock in steps of at most 100 ms; timers fire when they are due, ticks come. */
  void advance(Duration duration) {
    long end = now + duration.toNanos();
    settle();
    while (now < end) {
      now = Math.min(end, now + 100_000_000L);
      listeners.values().forEach(server -> server.tickIfDue(now));
      fireTimers();
      settle();
    }
  }

  /** Moves the clock in one leap, as a pause of the process does; then timers first, then bytes. */
  void pauseFor(Duration duration) {
    now += duration.toNanos();
    listeners.values().forEach(server -> server.tickIfDue(now));
    fireTimers();
    settle();
  }

  void listen(ToyServer server) {
    listeners.put(server.address(), server);
  }

  /** Opens a socket; the other end is accepted in a later event. */
  ToySocket connect(ToyServer from, ListenAddress to) {
    ToySocket near = new ToySocket(from);
    later(() -> open(near, to));
    return near;
  }

  private void open(ToySocket near, ListenAddress to) {
    ToyServer server = listeners.get(to);
    if (server == null) {
      near.end(CloseReason.DIAL_FAILED);
      return;
    }
    ToySocket far = new ToySocket(server);
    near.other = far;
    far.other = near;
    server.server().accepted(far, new ListenAddress("127.0.0.1", 50_000 + sockets.size()), now);
    if (near.open) {
      near.server.server().opened(near.connection(), now);
    }
  }

  private void fireTimers() {
    for (ToySocket socket : List.copyOf(sockets)) {
      if (socket.armedAt <= now) {
        socket.armedAt = Long.MAX_VALUE;
        socket.server.server().wake(socket.connection(), now);
      }
    }
  }

  /** One end of a connection. */
  final class ToySocket implements SocketPort {
    private final ToyServer server;
    private ToySocket other;
    private Connection connection;
    private final Queue<byte[]> unread = new ArrayDeque<>();
    private boolean open = true;
    private boolean paused;
    private long armedAt = Long.MAX_VALUE;
    /** Whether writes leave for the kernel; a stalled peer's don't. */
    boolean stuck;

    /** Who the channel says is at the other end, or null on plain TCP. */
    PeerId channelPeer;

    /** Whether writes reach the other end and this one is never told. */
    boolean untold;

    private boolean writing;

    /** Whether bytes and ends get lost on the way to the other end. */
    boolean cut;

    private ToySocket(ToyServer server) {
      this.server = server;
      sockets.add(this);
    }

    @Override
    public void ownedBy(Connection owner) {
      connection = owner;
    }

    @Override
    public void write(List<byte[]> frames) {
      if (writing && !connection.is(ConnectionState.CLOSING)) {
        throw new AssertionError("a second write while one is in flight: " + connection);
      }
      writing = true;
      if (stuck) {
        return;
      }
      for (byte[] frame : frames) {
        later(() -> deliver(frame));
      }
      if (!untold) {
        later(this::written);
      }
    }

    @Override
    public void pause() {
      paused = true;
    }

    @Override
    public void resume() {
      paused = false;
      later(this::read);
    }

    @Override
    public void close() {
      open = false;
      later(() -> {
        if (other != null && !cut) {
          other.end(CloseReason.SOCKET_CLOSED);
        }
      });
    }

    @Override
    public PeerId channelPeer() {
      return channelPeer;
    }

    @Override
    public void arm(long atNanos) {
      armedAt = atNanos;
    }

    @Override
    public void disarm() {
      armedAt = Long.MAX_VALUE;
    }

    boolean isArmed() {
      return armedAt != Long.MAX_VALUE;
    }

    /** Puts bytes on the way to the other end, as if this end's server had written them. */
    void inject(byte[] bytes) {
      later(() -> deliver(bytes));
      settle();
    }

    Connection connection() {
      return Objects.requireNonNull(connection);
    }

    private void written() {
      writing = false;
      server.server().written(connection, now);
    }

    private void deliver(byte[] bytes) {
      if (other != null && other.open && !cut) {
        other.unread.add(bytes);
        other.read();
      }
    }

    private void read() {
      while (open && !paused && !unread.isEmpty()) {
        server.server().received(connection, unread.poll(), now);
      }
    }

    private void end(CloseReason reason) {
      if (open) {
        open = false;
        if (connection != null) {
          server.server().socketClosed(connection, reason, "", now);
        }
      }
    }
  }
}
