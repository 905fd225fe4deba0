package io.fencewire.sim;

import io.fencewire.peer.CloseReason;
import io.fencewire.server.SmallServer;
import io.fencewire.server.SmallSocket;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One TCP connection: the server's end, with its timer, and what lies between the two ends. */
final class Link extends SmallSocket {
  /** Which connection of the peer it is, counted from 1. */
  final int number;
  /** Whether the server dialled. */
  final boolean dialled;

  /** Whether the peer's end is open. */
  boolean peerOpen = true;
  /** Whether the peer has vanished without a word: what is sent there is lost. */
  boolean dead;
  /** Whether the peer answers pings. */
  boolean answers = true;

  private final SmallWorld world;
  private final SmallServer server;
  private final Peer peer;
  private final Lane toServer = Lane.stream(Place.SERVER);
  private final Lane toPeer = Lane.stream(Place.OUTSIDE);
  private final Lane words = Lane.words();
  private final Queue<byte[]> unread = new ArrayDeque<>();
  private final Queue<List<byte[]>> backlog = new ArrayDeque<>();
  private boolean serverOpen = true;
  private boolean paused;
  private boolean blocked;
  private @Nullable CloseReason endUnread;
  private @Nullable Planned timer;

  Link(SmallWorld world, int number, boolean dialled) {
    super(world.server());
    this.world = world;
    this.server = world.server();
    this.peer = world.peer();
    this.number = number;
    this.dialled = dialled;
  }

  /** Puts the dial of one end on the way to the other. */
  void open() {
    world.agenda().send(dialled ? toPeer : toServer, new Arrives(this));
  }

  /** The peer says something; now and then it arrives in two pieces. */
  void say(byte[] bytes) {
    if (peerOpen && !dead) {
      int cut = world.choices().oneIn(24) ? bytes.length / 2 : 0;
      if (cut > 0) {
        put(Arrays.copyOf(bytes, cut));
      }
      put(Arrays.copyOfRange(bytes, cut, bytes.length));
    }
  }

  /** The peer closes its end. */
  void end(CloseReason reason) {
    if (peerOpen && !dead) {
      world.agenda().send(toServer, new Ended(this, reason));
    }
    peerOpen = false;
  }

  /** The peer reads no more, or reads again. */
  void block(boolean now) {
    blocked = now;
    while (!blocked && !backlog.isEmpty()) {
      world.agenda().send(toPeer, new Delivered(this, backlog.remove()));
      world.agenda().send(words, new Written(this));
    }
  }

  @Override
  protected void send(List<byte[]> frames) {
    if (blocked) {
      backlog.add(frames);
      return;
    }
    if (!dead) {
      world.agenda().send(toPeer, new Delivered(this, frames));
    }
    world.agenda().send(words, new Written(this));
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    paused = false;
    if (!unread.isEmpty() || endUnread != null) {
      world.agenda().soon(Place.SERVER, new ReadsOn(this));
    }
  }

  @Override
  public void close() {
    if (serverOpen) {
      serverOpen = false;
      world.agenda().send(toPeer, new Ended(this, CloseReason.SOCKET_CLOSED));
    }
  }

  @Override
  public void arm(long atNanos) {
    disarm();
    timer =
        world.agenda().at(SmallWorld.inMillis(world.now(), atNanos), Place.SERVER, new Wakes(this));
  }

  @Override
  public void disarm() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  @Override
  public boolean isArmed() {
    return timer != null;
  }

  @Override
  public boolean hasUnread() {
    return !unread.isEmpty()
        || world.keeps(happening -> happening instanceof Chunk chunk && chunk.link == this);
  }

  @Override
  public boolean hasUntold() {
    return world.keeps(happening -> happening instanceof Written word && word.link == this);
  }

  @Override
  public String toString() {
    return "connection " + number;
  }

  private void put(byte[] bytes) {
    world.agenda().send(toServer, new Chunk(this, List.of(bytes)));
  }

  private void received(byte[] bytes, long now) {
    if (paused || !unread.isEmpty()) {
      unread.add(bytes);
    } else if (serverOpen) {
      server.received(this, bytes, now);
    }
  }

  private void readOn(long now) {
    while (serverOpen && !paused && !unread.isEmpty()) {
      server.received(this, unread.remove(), now);
    }
    if (serverOpen && !paused && endUnread != null) {
      ended(endUnread, now);
    }
  }

  private void ended(CloseReason reason, long now) {
    if (paused || !unread.isEmpty()) {
      endUnread = reason;
    } else if (serverOpen) {
      serverOpen = false;
      server.socketClosed(this, reason, now);
    }
  }

  private void arrived(long now) {
    if (!dialled) {
      server.accepted(this, now);
    } else if (world.choices().oneIn(16)) {
      end(CloseReason.DIAL_FAILED);
    } else {
      world.agenda().send(toServer, new Opened(this));
    }
  }

  /** One end's dial arrives at the other. */
  private record Arrives(Link link) implements Happening {
    @Override
    public void happen(long now) {
      link.arrived(now);
    }

    @Override
    public String story() {
      return link.dialled ? "the server's dial arrives: " + link : link + " arrives at the server";
    }
  }

  private record Opened(Link link) implements Happening {
    @Override
    public void happen(long now) {
      if (link.serverOpen) {
        link.server.opened(link, now);
      }
    }

    @Override
    public String story() {
      return link + " is open";
    }
  }

  private record Chunk(Link link, List<byte[]> bytes) implements Happening {
    @Override
    public void happen(long now) {
      bytes.forEach(each -> link.received(each, now));
    }

    @Override
    public String story() {
      return "the server reads " + Words.of(bytes) + " on " + link;
    }
  }

  private record ReadsOn(Link link) implements Happening {
    @Override
    public void happen(long now) {
      link.readOn(now);
    }

    @Override
    public String story() {
      return "the server reads on " + link + " again";
    }
  }

  private record Written(Link link) implements Happening {
    @Override
    public void happen(long now) {
      if (link.serverOpen) {
        link.server.written(link, now);
      }
    }

    @Override
    public String story() {
      return "a write on " + link + " has left";
    }
  }

  private record Wakes(Link link) implements Happening {
    @Override
    public void happen(long now) {
      link.timer = null;
      link.server.wake(link, now);
    }

    @Override
    public String story() {
      return "the server's timer for " + link + " fires";
    }
  }

  private record Delivered(Link link, List<byte[]> frames) implements Happening {
    @Override
    public void happen(long now) {
      if (link.peerOpen && !link.dead) {
        frames.forEach(frame -> link.peer.read(link, frame));
      }
    }

    @Override
    public String story() {
      return "the peer reads " + Words.of(frames) + " on " + link;
    }
  }

  /** One end has closed, and the other hears of it. */
  private record Ended(Link link, CloseReason reason) implements Happening {
    @Override
    public void happen(long now) {
      if (link.serverOpen) {
        link.ended(reason, now);
      } else if (link.peerOpen && !link.dead) {
        link.peerOpen = false;
        link.peer.ended(link, now);
      }
    }

    @Override
    public String story() {
      return "the end of " + link + " arrives";
    }
  }
}
