package io.fencewire.server;

import io.fencewire.peer.HostAddress;
import io.fencewire.peer.ListenAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the addresses of host names, as the operating system and the JVM are set up to do it, and
 * off the event loop: a look-up may take long. The JVM remembers an answer for a few seconds.
 */
final class Names {
  /** Look-ups at a time; a further one is refused. */
  static final int PENDING_MAX = 64;

  private static final String POOL = "fencewire-names";
  private static final int THREADS = 2;

  private final WorkerExecutor workers;
  private final Lookup lookup;
  private int pending;

  Names(Vertx vertx, Lookup lookup) {
    this.workers = vertx.createSharedWorkerExecutor(POOL, THREADS);
    this.lookup = lookup;
  }

  /** Asks a name server, or whoever knows. */
  interface Lookup {
    InetAddress[] of(String name) throws UnknownHostException;
  }

  /** Whether another look-up is refused. */
  boolean isFull() {
    return pending >= PENDING_MAX;
  }

  /** All addresses that a host name has now, IPv4 and IPv6, in the order of the system. */
  Future<List<ListenAddress>> resolve(HostAddress host) {
    pending++;
    return workers.executeBlocking(() -> addresses(host), false).onComplete(done -> pending--);
  }

  /** Looks up no more. */
  Future<Void> close() {
    return workers.close();
  }

  private List<ListenAddress> addresses(HostAddress host) throws UnknownHostException {
    return Arrays.stream(lookup.of(host.name()))
        .map(ip -> ListenAddress.of(ip.getAddress(), host.port()))
        .distinct()
        .toList();
  }
}
