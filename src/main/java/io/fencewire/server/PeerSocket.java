package io.fencewire.server;

import io.fencewire.bus.TimerSet;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.PeerId;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * The one place that touches a {@link NetSocket}. It belongs to one connection for its whole life,
 * and starts without a socket when it is dialled. All of it runs on the server's event loop.
 */
final class PeerSocket implements SocketPort {
  private final SocketEvents events;
  private final TimerSet<PeerSocket> timers;
  private final Context context;
  private final TlsLayer.@Nullable Ground ground;
  private @Nullable NetSocket socket;
  private @Nullable TlsLayer tls;
  private @Nullable Connection connection;
  private @Nullable Throwable failure;
  private boolean ended;

  /** A socket to be; over TLS if there is a ground for that. */
  PeerSocket(
      SocketEvents events,
      TimerSet<PeerSocket> timers,
      Context context,
      TlsLayer.@Nullable Ground ground) {
    this.events = events;
    this.timers = timers;
    this.context = context;
    this.ground = ground;
  }

  /** The socket is there; its bytes go to the connection, if it is given to one in this turn. */
  void carry(NetSocket open) {
    carry(open, ground == null ? null : ground.responder());
  }

  /** Opens the socket by a dial. */
  void dial(Supplier<Future<NetSocket>> dial) {
    if (ground == null) {
      dial.get().onComplete(end -> dialled(end, null));
    } else {
      ground
          .initiator()
          .onSuccess(engine -> dial.get().onComplete(end -> dialled(end, engine)))
          .onFailure(problem ->
              context.runOnContext(later -> dialled(Future.failedFuture(problem), null)));
    }
  }

  private void carry(NetSocket open, @Nullable SSLEngine engine) {
    socket = open;
    open.exceptionHandler(this::failed);
    open.closeHandler(end -> closed());
    open.handler(this::received);
    if (ground != null && engine != null) {
      tls = ground.below(open, engine, this::failed);
    }
    if (ended) {
      TlsLayer.cut(open);
    }
  }

  /** The dial has come to an end. */
  private void dialled(AsyncResult<NetSocket> dial, @Nullable SSLEngine engine) {
    if (dial.succeeded()) {
      carry(dial.result(), engine);
      if (!ended) {
        events.opened(owner());
      }
    } else if (!ended) {
      ended = true;
      Throwable problem = dial.cause();
      events.closed(owner(), TlsLayer.reasonToFail(problem), why(problem));
    }
  }

  @Override
  public void ownedBy(Connection owner) {
    connection = owner;
  }

  @Override
  public void write(List<byte[]> frames) {
    NetSocket open = Objects.requireNonNull(socket, "nothing is written before the socket is open");
    Buffer joined =
        Buffer.buffer(frames.stream().mapToInt(frame -> frame.length).sum());
    frames.forEach(joined::appendBytes);
    open.write(joined).onComplete(done -> {
      if (done.succeeded()) {
        context.runOnContext(later -> events.written(owner()));
      } else {
        TlsLayer.cut(open);
      }
    });
  }

  @Override
  public void pause() {
    if (socket != null) {
      socket.pause();
    }
  }

  @Override
  public void resume() {
    if (socket != null) {
      socket.resume();
    }
  }

  @Override
  public void close() {
    ended = true;
    if (socket != null) {
      socket.resume(); // a paused socket would keep its end to itself
      TlsLayer.cut(socket);
    }
  }

  @Override
  public @Nullable PeerId channelPeer() {
    return tls == null ? null : tls.peer();
  }

  @Override
  public void arm(long atNanos) {
    timers.arm(this, atNanos, () -> events.wake(owner()));
  }

  @Override
  public void disarm() {
    timers.disarm(this);
  }

  private void received(Buffer bytes) {
    if (connection != null) {
      events.received(connection, bytes.getBytes());
    }
  }

  /** What comes after the first failure is its consequence. */
  private void failed(Throwable problem) {
    if (failure == null) {
      failure = problem;
    }
  }

  private void closed() {
    ended = true;
    events.socketGone();
    if (connection == null) {
      return;
    }
    if (failure == null) {
      events.closed(connection, CloseReason.SOCKET_CLOSED, "");
    } else {
      CloseReason reason = tls == null ? CloseReason.SOCKET_FAILED : tls.reasonOf(failure);
      events.closed(connection, reason, why(failure));
    }
  }

  /** Some exceptions say all by their name. */
  private static String why(Throwable problem) {
    return Objects.requireNonNullElse(problem.getMessage(), problem.getClass().getSimpleName());
  }

  private Connection owner() {
    return Objects.requireNonNull(connection, "a socket is owned before anything happens on it");
  }
}
