package io.fencewire.bus;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.HostAddress;
import io.fencewire.peer.Lease;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.PeerTraits;
import io.fencewire.peer.RoleInstance;
import io.fencewire.peer.ServerId;
import io.fencewire.wire.BlockLocators;
import io.fencewire.wire.ByteWriter;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.Frame;
import io.fencewire.wire.Message;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Writes the fields of a record, in the order in which {@link RecordReader} reads them. */
final class RecordWriter {
  /** The most elements of a list: their number has two bytes. */
  static final int LIST_MAX = 0xffff;

  /** The longest text, in characters; the rest is cut off. */
  static final int TEXT_MAX = 16 * 1024;

  /** Stands where a host name's length would, and says that an IP address follows. */
  static final int IP_ADDRESS = 0;

  private final ByteWriter out;

  RecordWriter(ByteWriter out) {
    this.out = out;
  }

  RecordWriter number(long value) {
    out.u64(value);
    return this;
  }

  RecordWriter whole(int value) {
    out.u32(value);
    return this;
  }

  RecordWriter flag(boolean value) {
    out.u8(value ? 1 : 0);
    return this;
  }

  <E extends Enum<E>> RecordWriter code(WireCodes<E> codes, E constant) {
    out.u8(codes.code(constant));
    return this;
  }

  RecordWriter text(String value) {
    String fitting = value.length() > TEXT_MAX ? value.substring(0, TEXT_MAX) : value;
    byte[] utf8 = fitting.getBytes(StandardCharsets.UTF_8);
    out.u16(utf8.length).bytes(utf8);
    return this;
  }

  RecordWriter bytes(Bytes value) {
    out.u32(value.size()).bytes(value);
    return this;
  }

  RecordWriter token(ConnectionToken token) {
    return server(token.serverId()).number(token.sequence());
  }

  RecordWriter server(ServerId server) {
    return number(server.high()).number(server.low());
  }

  /** One start of a role, in a block of its own. */
  RecordWriter instance(RoleInstance instance) {
    return block(
        instance,
        (one, part) -> one.code(WireCodes.ROLE, part.role()).number(part.id()).text(part.jvm()));
  }

  RecordWriter lease(Lease lease) {
    return number(lease.number());
  }

  RecordWriter peer(PeerId peer) {
    out.bytes(peer.toBytes());
    return this;
  }

  /** The length of the IP address, its bytes in network order, and the port. */
  RecordWriter address(ListenAddress address) {
    byte[] ip = address.ipBytes();
    out.u8(ip.length).bytes(ip).u16(address.port());
    return this;
  }

  /** A host name, or an empty one and an IP address. */
  RecordWriter target(DialTarget target) {
    if (target instanceof HostAddress host) {
      text(host.name());
      out.u16(host.port());
      return this;
    }
    out.u16(IP_ADDRESS);
    return address((ListenAddress) target);
  }

  /** What is known of a connection, in a block of its own. */
  RecordWriter connection(PeerConnection connection) {
    PeerTraits traits = connection.traits();
    return block(
        connection,
        (one, part) -> one.token(part.token())
            .peer(part.peer())
            .address(part.address())
            .code(WireCodes.DIRECTION, part.direction())
            .code(WireCodes.NODE_TYPE, traits.nodeType())
            .number(traits.version())
            .whole(traits.extensions())
            .number(part.session()));
  }

  /** A message as it goes to a peer: length, id, body. */
  RecordWriter message(Message message) {
    Frame.encode(message, out);
    return this;
  }

  /** Which blocks a node has, as a Ping says it. */
  RecordWriter locators(BlockLocators blocks) {
    blocks.encode(out);
    return this;
  }

  /** A one and the value, or a zero if there is none. */
  <T> RecordWriter optional(@Nullable T value, BiConsumer<RecordWriter, T> writing) {
    flag(value != null);
    if (value != null) {
      writing.accept(this, value);
    }
    return this;
  }

  /** The number of elements, then each of them; one that may grow some day is a block. */
  <T> RecordWriter list(Collection<T> values, BiConsumer<RecordWriter, T> writing) {
    if (values.size() > LIST_MAX) {
      throw new IllegalArgumentException(
          "a list has " + values.size() + " elements; at most " + LIST_MAX + " would be right");
    }
    out.u16(values.size());
    for (T value : values) {
      writing.accept(this, value);
    }
    return this;
  }

  /** Numbers by name. */
  RecordWriter numbers(Map<String, Long> numbers) {
    return list(
        numbers.entrySet(), (one, entry) -> one.text(entry.getKey()).number(entry.getValue()));
  }

  /**
   * Fields with their length before them, so that a reader skips what a newer version has appended.
   */
  <T> RecordWriter block(T value, BiConsumer<RecordWriter, T> writing) {
    int start = out.size();
    out.u32(0);
    writing.accept(this, value);
    out.u32At(start, out.size() - start - Integer.BYTES);
    return this;
  }
}
