package io.fencewire.peer;

import java.util.List;

/**
 * What an IP address is good for. After the IANA registries of special-purpose IPv4 and IPv6
 * addresses (RFC 6890 and later), those of multicast, and the two IPv6 blocks that were given up.
 */
public enum AddressKind {
  /** "This" network, unspecified, multicast or broadcast: nobody listens there. */
  NOWHERE,
  /** This very machine. */
  LOOPBACK,
  /** Private, shared or unique-local: means something only within one's own walls. */
  PRIVATE,
  /**
   * Link-local, documentation, benchmarks, translation, tunnels, anycast services, future use: told
   * by a peer, it is an error or a lie. Tunnels and translation would lead to an IPv4 address that
   * nobody has looked at.
   */
  RESERVED,
  PUBLIC;

  // The first block that contains an address decides. Mapped IPv6 (::ffff:0:0/96) is not here: a
  // ListenAddress takes it for the IPv4 address that it is.
  private static final List<Block> BLOCKS = List.of(
      Block.of("0.0.0.0", 8, NOWHERE), // "this network"
      Block.of("224.0.0.0", 4, NOWHERE), // multicast
      Block.of("255.255.255.255", 32, NOWHERE), // limited broadcast
      Block.of("::", 128, NOWHERE), // unspecified
      Block.of("ff00::", 8, NOWHERE), // multicast
      Block.of("127.0.0.0", 8, LOOPBACK),
      Block.of("::1", 128, LOOPBACK),
      Block.of("10.0.0.0", 8, PRIVATE),
      Block.of("100.64.0.0", 10, PRIVATE), // shared by the customers of a provider
      Block.of("172.16.0.0", 12, PRIVATE),
      Block.of("192.168.0.0", 16, PRIVATE),
      Block.of("fc00::", 7, PRIVATE), // unique-local
      Block.of("fec0::", 10, PRIVATE), // site-local, given up
      Block.of("169.254.0.0", 16, RESERVED), // link-local
      Block.of("192.0.0.0", 24, RESERVED), // protocol assignments
      Block.of("192.0.2.0", 24, RESERVED), // documentation
      Block.of("192.31.196.0", 24, RESERVED), // AS112
      Block.of("192.52.193.0", 24, RESERVED), // multicast tunnels (AMT)
      Block.of("192.88.99.0", 24, RESERVED), // 6to4 relays, given up
      Block.of("192.175.48.0", 24, RESERVED), // AS112
      Block.of("198.18.0.0", 15, RESERVED), // benchmarks
      Block.of("198.51.100.0", 24, RESERVED), // documentation
      Block.of("203.0.113.0", 24, RESERVED), // documentation
      Block.of("240.0.0.0", 4, RESERVED), // future use
      Block.of("::", 96, RESERVED), // IPv4-compatible, given up
      Block.of("64:ff9b::", 96, RESERVED), // translation to IPv4
      Block.of("64:ff9b:1::", 48, RESERVED), // translation to IPv4, local
      Block.of("100::", 64, RESERVED), // discard
      Block.of("100:0:0:1::", 64, RESERVED), // dummy
      Block.of("2001::", 23, RESERVED), // protocol assignments: Teredo, benchmarks, ORCHID, …
      Block.of("2001:db8::", 32, RESERVED), // documentation
      Block.of("2002::", 16, RESERVED), // 6to4
      Block.of("2620:4f:8000::", 48, RESERVED), // AS112
      Block.of("3fff::", 20, RESERVED), // documentation
      Block.of("5f00::", 16, RESERVED), // segment identifiers
      Block.of("fe80::", 10, RESERVED)); // link-local

  /** The kind of an address; its port doesn't matter. */
  public static AddressKind of(ListenAddress address) {
    byte[] ip = address.ipBytes();
    for (Block block : BLOCKS) {
      if (block.contains(ip)) {
        return block.kind;
      }
    }
    return PUBLIC;
  }

  /** The addresses that share their first bits. */
  private static final class Block {
    private final byte[] prefix;
    private final int bits;
    private final AddressKind kind;

    private Block(byte[] prefix, int bits, AddressKind kind) {
      this.prefix = prefix;
      this.bits = bits;
      this.kind = kind;
    }

    static Block of(String prefix, int bits, AddressKind kind) {
      return new Block(new ListenAddress(prefix, 0).ipBytes(), bits, kind);
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
