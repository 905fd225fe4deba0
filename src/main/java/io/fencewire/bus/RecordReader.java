package io.fencewire.bus;

import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.HostAddress;
import io.fencewire.peer.Lease;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.PeerTraits;
import io.fencewire.peer.RoleInstance;
import io.fencewire.peer.ServerId;
import io.fencewire.wire.BlockLocators;
import io.fencewire.wire.ByteReader;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.Frame;
import io.fencewire.wire.Message;
import io.fencewire.wire.WireException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a record. Every length and every number of elements is compared with what is
 * really there before memory is taken for it.
 */
final class RecordReader {
  /** The length of a block: what an instance or a connection takes at least. */
  static final int BLOCK_MIN = Integer.BYTES;

  private final ByteReader in;

  RecordReader(ByteReader in) {
    this.in = in;
  }

  /** Reads one element, or one optional field. */
  @FunctionalInterface
  interface Reading<T> {
    T read(RecordReader in) throws WireException;
  }

  long number(String field) throws WireException {
    return in.u64(field);
  }

  int whole(String field) throws WireException {
    return (int) in.u32(field);
  }

  boolean flag(String field) throws WireException {
    return in.flag(field);
  }

  <E extends Enum<E>> E code(WireCodes<E> codes, String field) throws WireException {
    int code = in.u8(field);
    E constant = codes.constant(code);
    if (constant == null) {
      throw new WireException("%s has the number %d, which version %d does not know"
          .formatted(field, code, RecordForms.VERSION));
    }
    return constant;
  }

  /** An outcome that a newer version has added promises nothing that we would know of. */
  Outcome outcome() throws WireException {
    Outcome outcome = WireCodes.OUTCOME.constant(in.u8("outcome"));
    return outcome == null ? Outcome.UNKNOWN : outcome;
  }

  /** A reason that a newer version has added is none that we could give. */
  CloseReason reason() throws WireException {
    CloseReason reason = WireCodes.REASON.constant(in.u8("reason"));
    return reason == null ? CloseReason.NO_REASON_GIVEN : reason;
  }

  String text(String field) throws WireException {
    return utf8(in.array(in.u16("length of " + field), field), field);
  }

  Bytes bytes(String field) throws WireException {
    return in.bytes(in.u32("length of " + field), field);
  }

  ConnectionToken token() throws WireException {
    return new ConnectionToken(server(), number("sequence"));
  }

  ServerId server() throws WireException {
    return new ServerId(number("server"), number("server"));
  }

  RoleInstance instance() throws WireException {
    return block(
        in -> new RoleInstance(
            in.code(WireCodes.ROLE, "role"), in.number("instance"), in.text("jvm")),
        "instance");
  }

  Lease lease() throws WireException {
    return new Lease(number("lease"));
  }

  PeerId peer() throws WireException {
    return PeerId.of(in.array(PeerId.SIZE, "peer"));
  }

  ListenAddress address() throws WireException {
    byte[] ip = in.array(in.u8("length of the IP address"), "IP address");
    return ListenAddress.of(ip, in.u16("port"));
  }

  DialTarget target() throws WireException {
    int length = in.u16("length of the host name");
    if (length == RecordWriter.IP_ADDRESS) {
      return address();
    }
    return new HostAddress(utf8(in.array(length, "host name"), "host name"), in.u16("port"));
  }

  PeerConnection connection() throws WireException {
    return block(
        in -> new PeerConnection(
            in.token(),
            in.peer(),
            in.address(),
            in.code(WireCodes.DIRECTION, "direction"),
            new PeerTraits(
                in.code(WireCodes.NODE_TYPE, "node type"),
                in.number("version"),
                in.whole("extensions")),
            in.number("session")),
        "connection");
  }

  Message message() throws WireException {
    return Frame.decode(in);
  }

  BlockLocators locators() throws WireException {
    return BlockLocators.decode(in);
  }

  <T> @Nullable T optional(Reading<T> reading, String field) throws WireException {
    return flag(field) ? reading.read(this) : null;
  }

  /** An optional field at the end of a block, which an older version does not write. */
  <T> @Nullable T appended(Reading<T> reading, String field) throws WireException {
    return in.remaining() == 0 ? null : optional(reading, field);
  }

  /** A list of elements that take at least {@code size} bytes each. */
  <T> List<T> list(Reading<T> reading, int size, String field) throws WireException {
    int count = in.room(in.u16("number of " + field), size, field);
    List<T> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(reading.read(this));
    }
    return Collections.unmodifiableList(values);
  }

  Map<String, Long> numbers(String field) throws WireException {
    int count = in.room(in.u16("number of " + field), Short.BYTES + Long.BYTES, field);
    Map<String, Long> numbers = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      numbers.put(text("name in " + field), number(field));
    }
    return Collections.unmodifiableMap(numbers);
  }

  /** Fields with their length before them; those that only a newer version knows are skipped. */
  <T> T block(Reading<T> reading, String field) throws WireException {
    return reading.read(new RecordReader(in.part(in.u32("length of " + field), field)));
  }

  private static String utf8(byte[] bytes, String field) throws WireException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new WireException(field + " is not well-formed UTF-8");
    }
  }
}
