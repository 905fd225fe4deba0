package io.fencewire.wire;

import io.fencewire.peer.ListenAddress;
import java.util.ArrayList;
import java.util.List;

/** Addresses of at most 255 other peers. */
public record PeerResponse(List<ListenAddress> addresses) implements Message {
  /** The most addresses one message can carry. */
  public static final int ADDRESSES_MAX = 255;

  private static final int IPV4 = 4;
  private static final int IPV6 = 16;

  /** Which IP, the shorter of both, and the port. */
  private static final int ADDRESS_MIN = 1 + IPV4 + 2;

  /** Checks the number of addresses. */
  public PeerResponse {
    Range.check(addresses.size(), 0, ADDRESSES_MAX, "the number of addresses");
    addresses = List.copyOf(addresses);
  }

  @Override
  public MessageType type() {
    return MessageType.PEER_RESPONSE;
  }

  @Override
  public void encode(ByteWriter out) {
    out.u8(addresses.size());
    for (ListenAddress address : addresses) {
      byte[] ip = address.ipBytes();
      out.u8(ip.length == IPV4 ? 0 : 1).bytes(reversed(ip)).u16(address.port());
    }
  }

  static PeerResponse decode(ByteReader in) throws WireException {
    return decode(in.u8("number of addresses"), in, false);
  }

  /**
   * The form that snarkOS has had since 2025 begins with a zero, and has behind each address the
   * height of its node, if that is known, which is of no use here. What begins with another number is
   * in the form of before.
   */
  static PeerResponse decodeLonger(ByteReader in) throws WireException {
    int first = in.u8("number of addresses");
    boolean longer = first == 0 && in.remaining() > 0;
    return decode(longer ? in.u8("number of addresses") : first, in, longer);
  }

  private static PeerResponse decode(int count, ByteReader in, boolean heights)
      throws WireException {
    int room = in.room(count, heights ? ADDRESS_MIN + 1 : ADDRESS_MIN, "list of addresses");
    List<ListenAddress> addresses = new ArrayList<>(room);
    for (int i = 0; i < count; i++) {
      byte[] ip = in.array(in.flag("kind of IP address") ? IPV6 : IPV4, "IP address");
      addresses.add(ListenAddress.of(reversed(ip), in.u16("port")));
      if (heights && in.flag("whether there is a height")) {
        in.u32("height");
      }
    }
    return new PeerResponse(addresses);
  }

  /** An IP address travels as one little-endian integer: its bytes in the reverse of their order. */
  private static byte[] reversed(byte[] ip) {
    byte[] result = new byte[ip.length];
    for (int i = 0; i < ip.length; i++) {
      result[i] = ip[ip.length - 1 - i];
    }
    return result;
  }
}
