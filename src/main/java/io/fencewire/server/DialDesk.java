package io.fencewire.server;

import io.fencewire.bus.ServerAnswer.ConnectAnswer;
import io.fencewire.peer.AddressKind;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.HostAddress;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the dials that others ask for. A host name is looked up at each dial, and its
 * addresses are tried one after the other until a socket is open, all within the time of one dial.
 */
final class DialDesk {
  /** How many addresses of one name are tried; the first ones are. */
  static final int ADDRESSES_MAX = 8;

  /** After these, another address of the same name may do better. */
  private static final Set<CloseReason> UNREACHED =
      EnumSet.of(CloseReason.DIAL_FAILED, CloseReason.DIAL_TIMEOUT);

  private final PeerServer server;
  private final BusPort port;
  private final Names names;
  private final Ground ground;

  DialDesk(PeerServer server, BusPort port, Names names, Ground ground) {
    this.server = server;
    this.port = port;
    this.names = names;
    this.ground = ground;
  }

  /** Where the desk stands: its event loop, its clock, and the address that is our own. */
  record Ground(Context context, LongSupplier nanoTime, ListenAddress listening) {}

  /** Dials; answers once there is a LIVE connection, or none. */
  void connect(DialTarget target, Consumer<ConnectAnswer> answer) {
    Attempt attempt = new Attempt(target, ground.nanoTime.getAsLong(), answer);
    if (target instanceof ListenAddress address) {
      attempt.begin(List.of(address));
    } else if (target instanceof HostAddress host) {
      lookUp(host, attempt);
    }
  }

  private void lookUp(HostAddress host, Attempt attempt) {
    if (names.isFull()) {
      server.counters().count(Counters.Event.NAMES_REFUSED);
      attempt.fail("too many host names are being looked up");
      return;
    }
    names
        .resolve(host)
        .timeout(Math.max(1, server.dialNanos() / 1_000_000), TimeUnit.MILLISECONDS)
        .onComplete(found -> ground.context.runOnContext(turn -> attempt.begin(found)));
  }

  /** One command, and how far it has got. */
  private final class Attempt {
    private final DialTarget target;
    private final long until;
    private final Consumer<ConnectAnswer> asker;
    private final @Nullable PeerId expected;
    private final Queue<ListenAddress> left = new ArrayDeque<>();
    private final List<String> failures = new ArrayList<>();

    private Attempt(DialTarget target, long now, Consumer<ConnectAnswer> asker) {
      this.target = target;
      this.until = now + server.dialNanos();
      this.asker = asker;
      this.expected = server.reach().expectedAt(target);
    }

    private void begin(AsyncResult<List<ListenAddress>> found) {
      if (found.succeeded()) {
        begin(found.result());
      } else if (found.cause() instanceof UnknownHostException) {
        fail("no address is known for this host name");
      } else {
        fail("its address was not found in time: " + found.cause().getMessage());
      }
    }

    private void begin(List<ListenAddress> addresses) {
      addresses.stream()
          .filter(address -> address.port() != 0)
          .filter(address -> AddressKind.of(address) != AddressKind.NOWHERE)
          .limit(ADDRESSES_MAX)
          .forEach(left::add);
      if (left.isEmpty()) {
        fail("there can be no listener at " + addresses);
      } else {
        next();
      }
    }

    private void next() {
      long now = ground.nanoTime.getAsLong();
      ListenAddress address = left.remove();
      CloseReason refusal = refusal(address);
      PeerConnection present = server.reach().liveTo(address);
      if (refusal == CloseReason.ALREADY_CONNECTED && present != null) {
        connected(address, present, now);
      } else if (refusal != null) {
        answer(refusal, address + " was not dialled");
      } else {
        dial(address, now);
      }
    }

    private void connected(ListenAddress address, PeerConnection present, long now) {
      PeerId peer = present.peer();
      if (expected == null || expected.equals(peer)) {
        asker.accept(ConnectAnswer.live(present.token(), now));
      } else {
        fruitless(address, CloseReason.NOT_ADMITTED, "connected, to somebody else: " + peer);
      }
    }

    /** Each address that is left has the same share of the time that is left. */
    private void dial(ListenAddress address, long now) {
      Connection connection = target instanceof ListenAddress
          ? server.dial(address, now)
          : server.dial(address, expected, Math.max(1, (until - now) / (left.size() + 1)), now);
      port.whenDialled(
          connection, answer -> ground.context.runOnContext(turn -> dialled(address, answer)));
    }

    private void dialled(ListenAddress address, ConnectAnswer answer) {
      CloseReason refusal = answer.refusal();
      if (refusal == null) {
        asker.accept(answer);
        return;
      }
      fruitless(address, refusal, answer.detail().isEmpty() ? refusal.name() : answer.detail());
    }

    /** Goes on to the next address, if that may do better. */
    private void fruitless(ListenAddress address, CloseReason refusal, String why) {
      boolean another = expected != null && refusal == CloseReason.NOT_ADMITTED;
      failures.add(target instanceof ListenAddress ? why : address + ": " + why);
      if ((another || UNREACHED.contains(refusal)) && !left.isEmpty()) {
        next();
      } else {
        answer(refusal, String.join("; ", failures));
      }
    }

    private @Nullable CloseReason refusal(ListenAddress address) {
      return address.equals(ground.listening)
          ? CloseReason.SELF_CONNECTION
          : server.refusalToDial(address, ground.nanoTime.getAsLong());
    }

    private void fail(String why) {
      answer(CloseReason.DIAL_FAILED, target + ": " + why);
    }

    private void answer(CloseReason refusal, String detail) {
      asker.accept(ConnectAnswer.refused(refusal, detail, ground.nanoTime.getAsLong()));
    }
  }
}
