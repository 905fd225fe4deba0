package io.fencewire.storm;

import io.fencewire.peer.ListenAddress;
import io.fencewire.storm.Visitor.Caller;
import io.fencewire.wire.Disconnect;
import io.fencewire.wire.Message;
import io.fencewire.wire.NoncePing;
import io.fencewire.wire.NoncePong;
import io.fencewire.wire.UnconfirmedSolution;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A peer that answers every ping, and notes what comes when; time passes for it as it should. */
public final class PausePeer implements AutoCloseable {
  private final Visitor visitor;
  private final Queue<Long> pings = new ConcurrentLinkedQueue<>();
  private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
  private volatile @Nullable Throwable end;

  private PausePeer(Visitor visitor) {
    this.visitor = visitor;
  }

  /** A command's message, with the deadline that the command had. */
  private record Arrival(long deadline, long at) {}

  /** Connects the peer with this number. */
  public static PausePeer connect(ListenAddress node, int number) throws IOException {
    Visitor visitor = Visitor.call(node, Caller.plain(number), number);
    visitor.waitForEver();
    visitor.shakeHands();
    PausePeer peer = new PausePeer(visitor);
    Thread reader = new Thread(peer::read, "peer " + number);
    reader.setDaemon(true);
    reader.start();
    return peer;
  }

  /** Shows the node a sign of life. */
  void ping() {
    try {
      visitor.send(new NoncePing(1));
    } catch (IOException e) {
      end = e;
    }
  }

  /** How the connection has ended, or null if it has not. */
  @Nullable
  Throwable end() {
    return end;
  }

  /** How many pings came in that time of the monotonic clock. */
  long pings(long from, long to) {
    return pings.stream().filter(at -> at - from >= 0 && at - to < 0).count();
  }

  /** Messages that came after a point of time, and whose commands had been due before. */
  List<String> lateAfter(long from) {
    return arrivals.stream()
        .filter(arrival -> arrival.at - from >= 0 && arrival.deadline - from < 0)
        .map(Arrival::toString)
        .toList();
  }

  @Override
  public void close() throws IOException {
    visitor.close();
  }

  private void read() {
    try {
      while (true) {
        Message message = visitor.peer().next(Message.class);
        long now = System.nanoTime();
        if (message instanceof NoncePing ping) {
          pings.add(now);
          visitor.send(new NoncePong(ping.nonce()));
        } else if (message instanceof UnconfirmedSolution solution) {
          arrivals.add(new Arrival(solution.id(), now));
        } else if (message instanceof Disconnect) {
          throw new AssertionError("told " + message);
        }
      }
    } catch (IOException | AssertionError e) {
      end = e;
    }
  }
}
