package io.fencewire.refresh;

import io.fencewire.peer.ListenAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which addresses are dialled, kept in the book and passed on. What an operator names may be dialled
 * wherever it lies, if it can be dialled at all and is not our own; what other peers tell is believed only if it could be somebody else's node.
 */
final class AddressRules {
  /** How many addresses that turned out to be our own are remembered; the oldest is forgotten. */
  static final int FOUND_MAX = 64;

  private static final List<Range> RANGES = List.of(
      Range.of("0.0.0.0", 8, Kind.NOWHERE),
      Range.of("224.0.0.0", 4, Kind.NOWHERE),
      Range.of("255.255.255.255", 32, Kind.NOWHERE),
      Range.of("::", 128, Kind.NOWHERE),
      Range.of("ff00::", 8, Kind.NOWHERE),
      Range.of("127.0.0.0", 8, Kind.LOOPBACK),
      Range.of("::1", 128, Kind.LOOPBACK),
      Range.of("10.0.0.0", 8, Kind.PRIVATE),
      Range.of("100.64.0.0", 10, Kind.PRIVATE),
      Range.of("172.16.0.0", 12, Kind.PRIVATE),
      Range.of("192.168.0.0", 16, Kind.PRIVATE),
      Range.of("fc00::", 7, Kind.PRIVATE),
      Range.of("fec0::", 10, Kind.PRIVATE),
      Range.of("169.254.0.0", 16, Kind.RESERVED),
      Range.of("192.0.0.0", 24, Kind.RESERVED),
      Range.of("192.0.2.0", 24, Kind.RESERVED),
      Range.of("198.18.0.0", 15, Kind.RESERVED),
      Range.of("198.51.100.0", 24, Kind.RESERVED),
      Range.of("203.0.113.0", 24, Kind.RESERVED),
      Range.of("240.0.0.0", 4, Kind.RESERVED),
      Range.of("::", 96, Kind.RESERVED),
      Range.of("100::", 64, Kind.RESERVED),
      Range.of("2001:db8::", 32, Kind.RESERVED),
      Range.of("3fff::", 20, Kind.RESERVED),
      Range.of("fe80::", 10, Kind.RESERVED));

  private final boolean localAddresses;
  private final Set<ListenAddress> found = new LinkedHashSet<>();
  private Set<ListenAddress> listening = Set.of();

  /** Rules that let loopback and private addresses pass only if told so. */
  AddressRules(boolean localAddresses) {
    this.localAddresses = localAddresses;
  }

  /** Whether there can be a listener behind it at all; port 0 and whole networks have none. */
  static boolean isDialable(ListenAddress address) {
    return address.port() != 0 && Kind.of(address) != Kind.NOWHERE;
  }

  /** Whether it lies within this very machine. */
  static boolean isLoopback(ListenAddress address) {
    return Kind.of(address) == Kind.LOOPBACK;
  }

  /** Whether an address may be learnt from one peer, dialled, and told to another. */
  boolean mayShare(ListenAddress address) {
    if (address.port() == 0 || isOwn(address)) {
      return false;
    }
    return switch (Kind.of(address)) {
      case PUBLIC -> true;
      case LOOPBACK, PRIVATE -> localAddresses;
      case NOWHERE, RESERVED -> false;
    };
  }

  /** Whether it is where we listen, or turned out to be. */
  boolean isOwn(ListenAddress address) {
    return listening.contains(address) || found.contains(address);
  }

  /** Takes in where our own servers listen now. */
  void listeningAt(Set<ListenAddress> addresses) {
    listening = Set.copyOf(addresses);
  }

  /** Takes in that a dial of this address ended at ourselves: behind a wildcard, a NAT, a name. */
  void foundOwn(ListenAddress address) {
    if (found.size() == FOUND_MAX) {
      found.remove(found.iterator().next());
    }
    found.add(address);
  }

  /** What an IP address is good for. */
  private enum Kind {
    /** Unspecified, multicast or broadcast: nobody listens there. */
    NOWHERE,
    LOOPBACK,
    /** Private, shared or unique-local: means something only within one's own walls. */
    PRIVATE,
    /** Link-local, documentation, benchmarks, future use: told by peers, it is an error or a lie. */
    RESERVED,
    PUBLIC;

    static Kind of(ListenAddress address) {
      byte[] ip = address.ipBytes();
      for (Range range : RANGES) {
        if (range.contains(ip)) {
          return range.kind;
        }
      }
      return PUBLIC;
    }
  }

  /** A block of addresses; the first block in the list that contains an address decides. */
  private static final class Range {
    private final byte[] prefix;
    private final int bits;
    private final Kind kind;

    private Range(byte[] prefix, int bits, Kind kind) {
      this.prefix = prefix;
      this.bits = bits;
      this.kind = kind;
    }

    static Range of(String prefix, int bits, Kind kind) {
      return new Range(new ListenAddress(prefix, 0).ipBytes(), bits, kind);
    }

    boolean contains(byte[] ip) {
      if (ip.length != prefix.length) {
        return false;
      }
      int whole = bits / 8;
      for (int i = 0; i < whole; i++) {
        if (ip[i] != prefix[i]) {
          return false;
        }
      }
      int rest = bits % 8;
      return rest == 0 || ((ip[whole] ^ prefix[whole]) & 0xff) >> (8 - rest) == 0;
    }
  }
}
