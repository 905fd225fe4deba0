package io.fencewire;

import io.fencewire.RawAleoPeer.Said;
import io.fencewire.peer.ListenAddress;
import io.fencewire.wire.BlockRequest;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.Disconnect;
import io.fencewire.wire.Message;
import io.fencewire.wire.PeerRequest;
import io.fencewire.wire.PeerResponse;
import io.fencewire.wire.Ping;
import io.fencewire.wire.Pong;
import io.fencewire.wire.PuzzleRequest;
import io.fencewire.wire.SampleChain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A snarkOS node that listens: whoever dials is answered until he leaves, on a thread of his own, and
 * asked for blocks and the puzzle whenever he pings.
 */
final class RawAleoHost implements AutoCloseable {
  private static final Bytes FIRST = Bytes.parse("ab".repeat(32));

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Said said;
  private final ServerSocket listener;
  private final Supplier<List<ListenAddress>> others;
  private final List<RawAleoPeer> peers = new CopyOnWriteArrayList<>();
  private final Consumer<Message> heard;
  private volatile @Nullable Ping greeting;
  private volatile boolean losing;

  /** Begins to listen; {@code others} is whom it names when asked for peers. */
  RawAleoHost(Said said, Supplier<List<ListenAddress>> others, Consumer<Message> heard)
      throws IOException {
    this.said = said;
    this.others = others;
    this.heard = heard;
    this.listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    threads.execute(this::serve);
  }

  /** From now on it pings whoever dials, first of all, as one whose chain has this height. */
  void announce(int height) {
    greeting = new Ping(said.version(), said.type(), SampleChain.upTo(height, FIRST));
  }

  /** The next PeerRequest is heard and not answered. */
  void loseTheFirstQuestion() {
    losing = true;
  }

  ListenAddress address() {
    return new ListenAddress("127.0.0.1", listener.getLocalPort());
  }

  /** Every byte of each connection so far. */
  List<byte[]> recordings() {
    return peers.stream().map(RawAleoPeer::heard).toList();
  }

  @Override
  public void close() throws IOException {
    threads.shutdown();
    listener.close();
    for (RawAleoPeer peer : peers) {
      peer.close();
    }
  }

  private void serve() {
    try {
      while (true) {
        RawAleoPeer peer = RawAleoPeer.accept(listener, said);
        peers.add(peer);
        threads.execute(() -> answer(peer));
      }
    } catch (IOException | RejectedExecutionException over) {
      // closed, or nobody has come for a long time
    }
  }

  private void answer(RawAleoPeer peer) {
    try (peer) {
      peer.respond();
      if (greeting != null) {
        peer.send(greeting);
      }
      Message message;
      do {
        message = peer.next();
        if (message instanceof Ping) {
          peer.send(new Pong(Pong.Fork.NO_FORK));
          peer.send(new BlockRequest(1, 6));
          peer.send(new PuzzleRequest());
        } else if (message instanceof PeerRequest) {
          if (!losing) {
            peer.send(new PeerResponse(others.get()));
          }
          losing = false;
        }
        heard.accept(message);
      } while (!(message instanceof Disconnect));
    } catch (IOException over) {
      // the end of the test
    }
  }
}
