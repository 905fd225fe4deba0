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
import java.util.Random;

/**
 * A network without sockets: the real decisions of several servers, a queue of what happens next,
 * and a clock that is moved by hand.
 */
final class ToyNetwork {
  private static final int DELAYED_ONE_IN = 10;
  private static final long DELAY_NANOS_MAX = 300_000_000L;

  private final List<Runnable> events = new ArrayList<>();
  private final List<Delayed> delayed = new ArrayList<>();
  private final Map<ListenAddress, ToyServer> listeners = new HashMap<>();
  private final List<ToySocket> sockets = new ArrayList<>();
  private final Random disorder;
  private long now = 1_000_000_000_000L;

  /** A network in which everything happens in order, and without delay. */
  ToyNetwork() {
    this(null);
  }

  /**
   * A network in which any of the things that may happen next does, some of them later; what one
   * socket carries stays in order.
   */
  ToyNetwork(Random disorder) {
    this.disorder = disorder;
  }

  long now() {
    return now;
  }

  /** Puts something at the end of the queue. */
  void later(Runnable event) {
    events.add(event);
  }

  /** Puts something on the way that arrives at this time. */
  void at(long time, Runnable event) {
    delayed.add(new Delayed(time, event));
  }

  /** How far apart the clocks of its servers are. */
  long clockDistance() {
    return disorder == null ? 0 : 1_000_000_000_000L;
  }

  /** Every socket that there was. */
  List<ToySocket> sockets() {
    return sockets;
  }

  /** Lets everything happen that does not wait for time. */
  void settle() {
    for (int i = 0; i < 100_000; i++) {
      if (events.isEmpty()) {
        return;
      }
      Runnable event = events.remove(disorder == null ? 0 : disorder.nextInt(events.size()));
      if (disorder != null && disorder.nextInt(DELAYED_ONE_IN) == 0) {
        at(now + disorder.nextLong(DELAY_NANOS_MAX), event);
      } else {
        event.run();
      }
    }
    throw new AssertionError("the network does not come to rest");
  }

  /** Moves the clock in steps of at most 100 ms; timers fire when they are due, ticks come. */
  void advance(Duration duration) {
    long end = now + duration.toNanos();
    settle();
    while (now < end) {
      now = Math.min(end, now + 100_000_000L);
      listeners.values().forEach(ToyServer::tickIfDue);
      arrive();
      fireTimers();
      settle();
    }
  }

  /** Moves the clock in one leap, as a pause of the process does; then timers first, then bytes. */
  void pauseFor(Duration duration) {
    now += duration.toNanos();
    listeners.values().forEach(ToyServer::tickIfDue);
    arrive();
    fireTimers();
    settle();
  }

  private void arrive() {
    delayed.stream().filter(one -> one.at <= now).map(one -> one.event).forEach(events::add);
    delayed.removeIf(one -> one.at <= now);
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
    server
        .server()
        .accepted(far, new ListenAddress("127.0.0.1", 50_000 + sockets.size()), server.now());
    if (near.open) {
      near.server.server().opened(near.connection(), near.server.now());
    }
  }

  private void fireTimers() {
    for (ToySocket socket : List.copyOf(sockets)) {
      if (socket.armedAt <= socket.server.now()) {
        socket.armedAt = Long.MAX_VALUE;
        socket.server.server().wake(socket.connection(), socket.server.now());
      }
    }
  }

  private record Delayed(long at, Runnable event) {}

  /** One end of a connection. */
  final class ToySocket implements SocketPort {
    private final ToyServer server;
    private ToySocket other;
    private Connection connection;
    private final Queue<Runnable> transit = new ArrayDeque<>();
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
        carry(() -> deliver(frame));
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
      carry(() -> {
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
      carry(() -> deliver(bytes));
      settle();
    }

    /** The other end; null as long as it is not accepted. */
    ToySocket other() {
      return other;
    }

    ToyServer server() {
      return server;
    }

    Connection connection() {
      return Objects.requireNonNull(connection);
    }

    private void carry(Runnable event) {
      transit.add(event);
      later(() -> transit.remove().run());
    }

    private void written() {
      writing = false;
      server.server().written(connection, server.now());
    }

    private void deliver(byte[] bytes) {
      if (other != null && other.open && !cut) {
        other.unread.add(bytes);
        other.read();
      }
    }

    private void read() {
      while (open && !paused && !unread.isEmpty()) {
        server.server().received(connection, unread.poll(), server.now());
      }
    }

    private void end(CloseReason reason) {
      if (open) {
        open = false;
        if (connection != null) {
          server.server().socketClosed(connection, reason, "", server.now());
        }
      }
    }
  }
}
