package io.fencewire.sim;

import io.fencewire.peer.ListenAddress;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One end of a TCP connection, with its kernel: bytes arrive in order, wait there until they are
 * read, and a write waits when the other kernel is full. An end may learn of the other's end late, or
 * never.
 */
public final class SimEnd {
  /** What the owner is told, in turns of its own. */
  public interface User {
    /** The dial has succeeded. */
    void opened();

    /** The dial has failed. */
    void failed(String why);

    /** These have arrived. */
    void received(byte[] bytes);

    /** The last write has left for the kernel. */
    void written();

    /** It is over; an empty reason if the other end closed it in good order. */
    void closed(String failure);
  }

  private enum State {
    /** Nobody has answered the dial. */
    WAITING,
    OPEN,
    /** Closed here, or by a reset that was told. */
    OVER
  }

  private final SimNet net;
  private final World world;
  private final Actor actor;
  private final int host;
  private final ArrayDeque<byte[]> unread = new ArrayDeque<>();
  private final ArrayDeque<byte[]> writes = new ArrayDeque<>();
  private final SimLane out;
  private State state = State.WAITING;
  private @Nullable SimEnd other;
  private @Nullable User user;
  private @Nullable String ending;
  private boolean announced;
  private boolean endsAtOnce;
  private boolean reading = true;
  private boolean readAsked;
  private int unreadBytes;
  private int underway;
  private Mark heard;
  private Mark progress;

  SimEnd(SimNet net, Actor actor, int host) {
    this.net = net;
    this.world = net.world();
    this.actor = actor;
    this.host = host;
    this.out = new SimLane(net, this);
    this.heard = new Mark(actor);
    this.progress = heard;
  }

  Actor actor() {
    return actor;
  }

  int host() {
    return host;
  }

  boolean isWaiting() {
    return state == State.WAITING;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  /** Whether its owner has been told that it is open, and has not closed it. */
  boolean isHeld() {
    return state == State.OPEN && announced;
  }

  boolean isOver() {
    return state == State.OVER;
  }

  @Nullable
  SimEnd other() {
    return other;
  }

  SimLane out() {
    return out;
  }

  /** When anything last arrived in this end's kernel. */
  public Mark heard() {
    return heard;
  }

  /** Whether something has arrived that nobody has read. */
  public boolean hasUnread() {
    return unreadBytes > 0;
  }

  /** Whether a write is waiting for the kernel. */
  public boolean isWriting() {
    return !writes.isEmpty();
  }

  /** When that began to wait, or the kernel last took one over. */
  public Mark progress() {
    return progress;
  }

  /** Names who is told; before anything happens. */
  public void user(User told) {
    user = told;
  }

  void connect(SimEnd peer) {
    other = peer;
    state = State.OPEN;
    heard = new Mark(actor);
  }

  void opened() {
    if (state == State.OPEN) {
      announced = true;
      user().opened();
      askToRead();
    }
  }

  void refused(String why) {
    if (state == State.WAITING) {
      state = State.OVER;
      net.forget(this);
      user().failed(why);
    }
  }

  void accepted(SimNet.Acceptor acceptor, ListenAddress remote) {
    announced = true;
    acceptor.accept(this, remote);
    askToRead();
  }

  /** Writes; {@link User#written} follows when the kernel has it. */
  public void write(byte[] bytes) {
    if (state != State.OPEN) {
      return;
    }
    if (ending != null && !ending.isEmpty()) {
      world.at(world.now(), actor, this::fail);
      return;
    }
    if (writes.isEmpty()) {
      progress = new Mark(actor);
    }
    writes.add(bytes);
    push();
  }

  /** Reads no more, for now. */
  public void pause() {
    reading = false;
  }

  /** Reads again. */
  public void resume() {
    reading = true;
    askToRead();
  }

  /** Ends it at once; the owner is told that it is over. */
  public void close() {
    if (state == State.OVER) {
      return;
    }
    boolean wasOpen = state == State.OPEN;
    leave();
    if (wasOpen) {
      out.end(unreadBytes > 0);
      world.at(world.now(), actor, () -> user().closed(""));
    }
  }

  /** Its process dies; its kernel says so, if there still is one. */
  void crash(boolean hostToo) {
    boolean wasOpen = state == State.OPEN;
    leave();
    if (wasOpen && !hostToo) {
      out.end(true);
    }
  }

  /** The kernel has room again. */
  void push() {
    while (state == State.OPEN && !writes.isEmpty() && underway <= net.kernelBytes()) {
      byte[] bytes = writes.poll();
      underway += bytes.length;
      progress = new Mark(actor);
      out.carry(bytes);
      world.at(world.now() + world.choices().among(1_000, 300_000), actor, this::tellWritten);
    }
  }

  /** Bytes come out of the network. */
  void arrive(byte[] bytes) {
    if (state == State.OPEN) {
      unread.add(bytes);
      unreadBytes += bytes.length;
      heard = new Mark(actor);
      askToRead();
    } else {
      out.end(true);
    }
  }

  /** The other end has closed. */
  void finArrives() {
    if (state == State.OPEN && ending == null) {
      ending = "";
      askToRead();
    }
  }

  /** The other end has gone without a farewell, or never was. */
  void resetArrives() {
    if (state == State.OPEN) {
      ending = "connection reset by peer";
      endsAtOnce |= world.choices().oneIn(2);
      askToRead();
    }
  }

  private void tellWritten() {
    if (state == State.OPEN) {
      user().written();
    }
  }

  private void leave() {
    state = State.OVER;
    writes.clear();
    net.forget(this);
  }

  private void askToRead() {
    if (!readAsked && reading && announced && (ending != null || !unread.isEmpty())) {
      readAsked = true;
      world.at(world.now(), actor, this::read);
    }
  }

  /** A write has found out that the other end is gone. */
  private void fail() {
    if (state == State.OPEN) {
      leave();
      user().closed("broken pipe");
    }
  }

  private void read() {
    readAsked = false;
    if (state != State.OPEN || !reading) {
      return;
    }
    byte[] bytes = endsAtOnce ? null : unread.poll();
    if (bytes != null) {
      unreadBytes -= bytes.length;
      if (other != null) {
        other.underway -= bytes.length;
        other.push();
      }
      user().received(bytes);
      askToRead();
    } else if (ending != null) {
      leave();
      out.end(false);
      user().closed(ending);
    }
  }

  private User user() {
    return Objects.requireNonNull(user, "an end has a user before anything happens to it");
  }
}
