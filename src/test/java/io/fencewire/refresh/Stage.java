package io.fencewire.refresh;

import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.Direction;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.PeerTraits;
import io.fencewire.peer.ServerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** One refresher, a clock moved by hand, and the connections that its server shows. */
final class Stage {
  static final long SECOND = 1_000_000_000L;
  static final ServerId SERVER = new ServerId(7, 7);
  static final ListenAddress SELF = ListenAddress.parse("127.0.0.1:4130");

  /** A peer that does not say where it listens: its port is 0. */
  static final int NO_LISTENER = -5000;

  final Refresh refresh;
  final List<Held> held = new ArrayList<>();
  long now = 5 * SECOND;
  private long sequence;

  Stage(RefreshOptions options, long seed) {
    refresh = new Refresh(options, new SplittableRandom(seed), (next, why) -> {}, now);
  }

  /** Intervals of 100 s without jitter, local addresses allowed. */
  static RefreshOptions options(int min, int target, int max) {
    return options(min, target, max, List.of(), List.of());
  }

  static RefreshOptions options(
      int min,
      int target,
      int max,
      List<? extends DialTarget> bootstrap,
      List<? extends DialTarget> trusted) {
    Duration interval = Duration.ofSeconds(100);
    return new RefreshOptions(
        min,
        target,
        max,
        interval,
        0,
        List.copyOf(bootstrap),
        List.copyOf(trusted),
        null,
        true,
        false);
  }

  static ListenAddress address(int number) {
    return new ListenAddress("127.0.0.1", 5000 + number);
  }

  static PeerConnection connection(long sequence, int number) {
    byte[] id = new byte[PeerId.SIZE];
    id[31] = (byte) number;
    return new PeerConnection(
        new ConnectionToken(SERVER, sequence),
        PeerId.of(id),
        address(number),
        Direction.OUTBOUND,
        new PeerTraits(NodeType.CLIENT, 17, 1),
        sequence);
  }

  /** Shows a LIVE connection to this peer from now on. */
  ConnectionToken live(int number) {
    return hold(number, ConnectionState.LIVE, false);
  }

  ConnectionToken hold(int number, ConnectionState state, boolean busy) {
    PeerConnection connection = connection(++sequence, number);
    held.add(new Held(connection, state, busy));
    return connection.token();
  }

  void gone(ConnectionToken token) {
    held.removeIf(one -> one.connection().token().equals(token));
  }

  /** The book knows this peer. */
  void know(int... numbers) {
    for (int number : numbers) {
      refresh.book().learn(address(number), AddressBook.group(address(number)), now);
    }
  }

  Plan tick() {
    return refresh.tick(new View(now, Set.of(SELF), held));
  }

  Plan tickAfter(long seconds) {
    now += seconds * SECOND;
    return tick();
  }

  /** The dial led to a LIVE connection, which is shown from now on. */
  ConnectionToken dialed(ListenAddress address) {
    ConnectionToken token = live(address.port() - 5000);
    refresh.dialed(new DialEnd(address, token, null), ++now);
    return token;
  }
}
