package io.fencewire.server;

import io.fencewire.identity.Ed25519Identity;
import io.fencewire.identity.Identity;
import io.fencewire.identity.TlsIdentity;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.PeerId;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts TLS below one socket. That happens in the turn in which the socket is there, before a byte of
 * it is read: so admission comes before the first costly step, and the deadline of the handshake
 * counts for TLS too. What is written meanwhile waits for the TLS handshake to end.
 *
 * <p>The one place that reaches below Vert.x: its own TLS shows a socket only after the handshake.
 */
final class TlsLayer {
  private static final Logger LOG = LoggerFactory.getLogger(TlsLayer.class);

  private final SslHandler handler;
  private @Nullable PeerId peer;

  private TlsLayer(SslHandler handler) {
    this.handler = handler;
  }

  /** Netty's, but silent once it is out of the pipeline: Netty would log what fails then. */
  private static final class Handler extends SslHandler {
    private Handler(SSLEngine engine, HandshakeWorkers workers) {
      super(engine, workers);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable problem) throws Exception {
      if (!context.isRemoved()) {
        super.exceptionCaught(context, problem);
      }
    }
  }

  /** What the layers of one server share. */
  record Ground(HandshakeWorkers workers, TlsIdentity identity, ServerOptions.Times times) {
    /** What an end that dials needs, made off the event loop. */
    Future<SSLEngine> initiator() {
      return workers.call(identity::initiator);
    }

    /** What an end that is dialled needs. */
    SSLEngine responder() {
      return identity.responder();
    }

    /** Puts a layer below a socket; {@code failed} is told if the TLS handshake comes to nothing. */
    TlsLayer below(NetSocket socket, SSLEngine engine, Consumer<Throwable> failed) {
      // Keys are agreed on and signatures checked on worker threads, not on the event loop.
      SslHandler handler = new Handler(engine, workers);
      handler.setHandshakeTimeoutMillis(0); // the deadline of the whole handshake is enough
      handler.setCloseNotifyFlushTimeoutMillis(times.flush().toMillis());
      TlsLayer layer = new TlsLayer(handler);
      Consumer<Throwable> end = problem -> {
        failed.accept(problem);
        cut(socket);
      };
      handler.handshakeFuture().addListener(done -> {
        Throwable problem = done.isSuccess() ? layer.learnPeer() : done.cause();
        if (problem != null) {
          end.accept(problem);
        }
      });
      ChannelPipeline pipeline =
          ((NetSocketInternal) socket).channelHandlerContext().pipeline();
      pipeline.addFirst("tls", handler);
      pipeline.addFirst("first byte", new FirstByte(end));
      return layer;
    }
  }

  /**
   * The ground of a server's layers, made and warmed up off the event loop; null if it speaks plain
   * TCP.
   */
  static Future<@Nullable Ground> prepare(
      ServerOptions options, Identity identity, Context context) {
    if (options.transport() == Transport.PLAIN) {
      if (!options.listen().inetAddress().isLoopbackAddress()) {
        LOG.warn(
            "listen.transport = plain at {}: whoever sits between two nodes can read and change"
                + " what they say",
            options.listen());
      }
      return context.executeBlocking(() -> {
        WarmUp.of(identity);
        return null;
      });
    }
    if (!(identity instanceof Ed25519Identity key)) {
      return Future.failedFuture(
          new IllegalArgumentException("listen.transport = tls needs an Ed25519 key"));
    }
    HandshakeWorkers workers = new HandshakeWorkers(context);
    return workers.call(() -> {
      TlsIdentity tls = TlsIdentity.of(key, InstantSource.system());
      WarmUp.of(identity);
      WarmUp.of(tls);
      return new Ground(workers, tls, options.times());
    });
  }

  /** The key that the other end has proven; nothing is read from a socket before it has. */
  PeerId peer() {
    return Objects.requireNonNull(peer, "nothing comes through TLS before its handshake is done");
  }

  /** Why a dial with this problem ends. */
  static CloseReason reasonToFail(Throwable problem) {
    return problem instanceof RejectedExecutionException
        ? CloseReason.PENDING_FULL
        : CloseReason.DIAL_FAILED;
  }

  /** Why a socket with this problem ends. */
  CloseReason reasonOf(Throwable problem) {
    Throwable cause = problem instanceof DecoderException && problem.getCause() != null
        ? problem.getCause()
        : problem;
    if (cause instanceof RejectedExecutionException) {
      return CloseReason.PENDING_FULL;
    }
    if (cause instanceof NotSslRecordException && peer == null) {
      return CloseReason.PLAIN_ON_TLS;
    }
    // The JDK lets a RuntimeException out where it stumbles over a certificate: for an empty key.
    boolean tls =
        cause instanceof SSLException || (cause instanceof RuntimeException && peer == null);
    return tls ? CloseReason.TLS_FAILED : CloseReason.SOCKET_FAILED;
  }

  /**
   * Ends a socket at once. {@link NetSocket#close} waits for what was written before, which a peer
   * that does not read, or does not finish its TLS handshake, can make last for ever.
   */
  static void cut(NetSocket socket) {
    ChannelHandlerContext top = ((NetSocketInternal) socket).channelHandlerContext();
    SslHandler tls = top.pipeline().get(SslHandler.class);
    boolean halfOpen = tls != null && !tls.handshakeFuture().isDone();
    var unused = (halfOpen ? top.pipeline().context(tls) : top).close();
  }

  private @Nullable Throwable learnPeer() {
    try {
      peer = TlsIdentity.peerOf(handler.engine().getSession());
      return null;
    } catch (SSLPeerUnverifiedException e) {
      return e;
    }
  }
}
