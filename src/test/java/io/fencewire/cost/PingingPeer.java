package io.fencewire.cost;

import io.fencewire.RawPeer;
import io.fencewire.peer.ListenAddress;
import io.fencewire.wire.Disconnect;
import io.fencewire.wire.Message;
import io.fencewire.wire.NoncePing;
import io.fencewire.wire.NoncePong;
import io.fencewire.wire.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A peer that pings a node ten times a second, and notes how long each pong takes. */
final class PingingPeer implements AutoCloseable {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final RawPeer peer;
  private final List<Sample> samples = new CopyOnWriteArrayList<>();
  private volatile boolean closed;
  private volatile @Nullable Throwable end;

  private PingingPeer(RawPeer peer) {
    this.peer = peer;
  }

  /** One round trip, by the monotonic clock. */
  record Sample(long at, long nanos) {}

  /** Connects the peer with this number. */
  static PingingPeer connect(ListenAddress node, int number) throws IOException {
    RawPeer raw = RawPeer.dial(node, number);
    raw.socket().setTcpNoDelay(true);
    raw.send(raw.challenge(1));
    raw.next(Verdict.class);
    PingingPeer peer = new PingingPeer(raw);
    Thread thread = new Thread(peer::run, "peer " + number);
    thread.setDaemon(true);
    thread.start();
    return peer;
  }

  /** What was measured in that time. */
  List<Sample> samples(long from, long to) {
    if (end != null) {
      throw new AssertionError("a peer has lost its connection", end);
    }
    return samples.stream().filter(s -> s.at - from >= 0 && s.at - to < 0).toList();
  }

  private void run() {
    try {
      for (long nonce = 1; !closed; nonce++) {
        long at = System.nanoTime();
        peer.send(new NoncePing(nonce));
        awaitPong(nonce);
        samples.add(new Sample(at, System.nanoTime() - at));
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (IOException | AssertionError problem) {
      if (!closed) {
        end = problem;
      }
    }
  }

  private void awaitPong(long nonce) throws IOException {
    while (true) {
      Message message = peer.next(Message.class);
      if (message instanceof NoncePing ping) {
        peer.send(new NoncePong(ping.nonce()));
      } else if (message instanceof NoncePong pong && pong.nonce() == nonce) {
        return;
      } else if (message instanceof Disconnect) {
        throw new AssertionError("told " + message);
      }
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    peer.close();
  }
}
