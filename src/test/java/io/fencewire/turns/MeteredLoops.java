package io.fencewire.turns;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoHandler;
import io.vertx.core.impl.transports.NioTransport;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/** The event loops of a Vert.x, with a meter in each turn, in each socket's share of it and task. */
final class MeteredLoops extends NioTransport {
  private final Meter meter;

  MeteredLoops(Meter meter) {
    this.meter = meter;
  }

  @Override
  public EventLoopGroup eventLoopGroup(int type, int threads, ThreadFactory factory, int ioRatio) {
    return type == ACCEPTOR_EVENT_LOOP_GROUP
        ? super.eventLoopGroup(type, threads, factory, ioRatio)
        : new Group(threads, factory);
  }

  /** Makes the loops. */
  private final class Group extends MultiThreadIoEventLoopGroup {
    private Group(int threads, ThreadFactory factory) {
      super(threads, factory, NioIoHandler.newFactory());
    }

    @Override
    protected IoEventLoop newChild(Executor executor, IoHandlerFactory handlers, Object... args) {
      return new Loop(this, executor, thread -> new Handler(handlers.newHandler(thread)));
    }
  }

  /** Meters each task; those of timers are part of their turn alone. */
  private final class Loop extends SingleThreadIoEventLoop {
    private Loop(IoEventLoopGroup group, Executor executor, IoHandlerFactory handlers) {
      super(group, executor, handlers);
    }

    @Override
    public void execute(Runnable task) {
      super.execute(() -> meter.step(task.getClass().getName(), task));
    }
  }

  /** Meters each turn, from one look at the sockets to the next. */
  private final class Handler implements IoHandler {
    private final IoHandler handler;

    private Handler(IoHandler handler) {
      this.handler = handler;
    }

    @Override
    public int run(IoHandlerContext context) {
      meter.turn();
      return handler.run(context);
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
      return handler.register(new Handle((NioIoHandle) handle));
    }

    @Override
    public void initialize() {
      handler.initialize();
    }

    @Override
    public void prepareToDestroy() {
      handler.prepareToDestroy();
    }

    @Override
    public void destroy() {
      handler.destroy();
    }

    @Override
    public void wakeup() {
      handler.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> type) {
      return handler.isCompatible(type);
    }
  }

  /** Meters what is done for one socket at a time. */
  private final class Handle implements NioIoHandle {
    private final NioIoHandle handle;

    private Handle(NioIoHandle handle) {
      this.handle = handle;
    }

    @Override
    public void handle(IoRegistration registration, IoEvent event) {
      meter.step("a socket: " + event, () -> handle.handle(registration, event));
    }

    @Override
    public SelectableChannel selectableChannel() {
      return handle.selectableChannel();
    }

    @Override
    public void registered() {
      handle.registered();
    }

    @Override
    public void unregistered() {
      handle.unregistered();
    }

    @Override
    public void close() {
      try {
        handle.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
