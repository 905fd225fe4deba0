package io.fencewire.launcher;

import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a clustered event bus may listen: on loopback, or with TLS and a proof of each end's key, or
 * anywhere if that was asked for by name. Whatever reaches the bus speaks for the node.
 *
 * @param byDefault where the bus listens if its options name no host; null if only the cluster
 *     manager knows
 * @param members whether the cluster manager's own members stay on loopback
 * @param insecure whether the key {@code cluster.insecure} asks for it
 */
public record BusGuard(@Nullable String byDefault, boolean members, boolean insecure) {
  private static final Logger LOG = LoggerFactory.getLogger(BusGuard.class);

  /** Hazelcast and its bridge to Vert.x prefer this property to what stands in the file. */
  private static final String LOCAL_ADDRESS = "hazelcast.local.localAddress";

  private static final String LOOPBACK = "127.0.0.1";

  /** The guard of a start with this Hazelcast file; without one, another cluster manager is used. */
  static BusGuard of(
      HazelcastFile.@Nullable Reach file, Map<String, String> properties, boolean insecure) {
    if (file == null) {
      return new BusGuard(null, true, insecure);
    }
    String named = properties.get(LOCAL_ADDRESS);
    boolean loopback = named == null ? file.loopback() : Hosts.areLoopback(named);
    String host = named == null && loopback ? LOOPBACK : named;
    return new BusGuard(host, loopback && !file.everywhere(), insecure);
  }

  /**
   * Checks a bus as it would start, with whatever the command line, the options and the system
   * properties have made of it.
   *
   * @throws BadStart if it would be open to whoever reaches it, and nobody has asked for that
   */
  public void check(EventBusOptions bus) {
    String host = bus.getHost() == null ? byDefault : bus.getHost();
    String announced = bus.getClusterPublicHost();
    if (host == null || !Hosts.areLoopback(host)) {
      checkExposed(bus, host == null ? "(not set)" : host);
    } else if (announced != null && !Hosts.areLoopback(announced)) {
      checkExposed(bus, announced);
    }
    if (!members) {
      LOG.warn("Hazelcast's members can be reached from other machines, and its open source edition"
          + " has neither encryption nor authentication: whoever reaches them is a member. Keep"
          + " them in a network that nobody else can enter");
    }
  }

  private void checkExposed(EventBusOptions bus, String host) {
    List<String> missing = missing(bus);
    if (missing.isEmpty()) {
      return;
    }
    if (!insecure) {
      throw new BadStart(
          "the event bus's host",
          host,
          "off loopback its options need " + String.join(", ", missing)
              + " (docs/CLUSTER.md has a file with all of it); cluster.insecure = true goes without");
    }
    LOG.warn("cluster.insecure at {}: whoever reaches the event bus speaks for the node", host);
  }

  private static List<String> missing(EventBusOptions bus) {
    List<String> missing = new ArrayList<>();
    if (!bus.isSsl()) {
      missing.add("ssl = true");
    }
    if (bus.getClientAuth() != ClientAuth.REQUIRED) {
      missing.add("clientAuth = REQUIRED");
    }
    if (bus.isTrustAll()) {
      missing.add("trustAll = false");
    }
    if (bus.getKeyCertOptions() == null) {
      missing.add("a key pair");
    }
    if (bus.getTrustOptions() == null) {
      missing.add("a trust store");
    }
    return missing;
  }
}
