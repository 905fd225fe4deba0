package io.fencewire.bus;

import io.fencewire.bus.GossipCommand.Judgement;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.Direction;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.Role;
import java.util.Arrays;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The number of every constant that travels between the JVMs of a node: never its place in the enum,
 * which may change. A number that was once given away means the same for ever; a constant that goes
 * takes its number with it.
 *
 * @param <E> the enum
 */
final class WireCodes<E extends Enum<E>> {
  static final WireCodes<Outcome> OUTCOME = new WireCodes<>(Outcome.class, WireCodes::of);
  static final WireCodes<CloseReason> REASON = new WireCodes<>(CloseReason.class, WireCodes::of);
  static final WireCodes<CloseOrigin> ORIGIN = new WireCodes<>(CloseOrigin.class, WireCodes::of);
  static final WireCodes<Role> ROLE = new WireCodes<>(Role.class, WireCodes::of);
  static final WireCodes<Direction> DIRECTION = new WireCodes<>(Direction.class, WireCodes::of);
  static final WireCodes<NodeType> NODE_TYPE = new WireCodes<>(NodeType.class, WireCodes::of);
  static final WireCodes<Judgement> JUDGEMENT = new WireCodes<>(Judgement.class, WireCodes::of);
  static final WireCodes<ConnectionState> STATE =
      new WireCodes<>(ConnectionState.class, WireCodes::of);

  private static final int SIZE = 256;

  private final ToIntFunction<E> codes;
  private final @Nullable E[] constants;

  private WireCodes(Class<E> type, ToIntFunction<E> codes) {
    this.codes = codes;
    E[] all = type.getEnumConstants();
    this.constants = Arrays.copyOf(all, SIZE);
    Arrays.fill(constants, null);
    for (E constant : all) {
      int code = codes.applyAsInt(constant);
      if (constants[code] != null) {
        throw new IllegalStateException(
            constant + " and " + constants[code] + " both have the number " + code);
      }
      constants[code] = constant;
    }
  }

  /** The number of a constant, 0 to 255. */
  int code(E constant) {
    return codes.applyAsInt(constant);
  }

  /** The constant with this number; null if this version has none. */
  @Nullable
  E constant(int code) {
    return constants[code];
  }

  private static int of(Outcome outcome) {
    return switch (outcome) {
      case STALE -> 1;
      case EXPIRED -> 2;
      case NOT_READY -> 3;
      case CLOSING -> 4;
      case UNSUPPORTED -> 5;
      case TOO_LARGE -> 6;
      case FULL -> 7;
      case WRITTEN -> 8;
      case UNKNOWN -> 9;
    };
  }

  /** Where peers are told the reason, by the number they are told; those they never hear from 128. */
  private static int of(CloseReason reason) {
    return switch (reason) {
      case SOCKET_CLOSED -> 128;
      case SOCKET_FAILED -> 129;
      case HANDSHAKE_TIMEOUT -> 130;
      case TLS_FAILED -> 131;
      case PLAIN_ON_TLS -> 132;
      case TLS_ON_PLAIN -> 133;
      case PENDING_FULL -> 134;
      case TOO_MANY_ATTEMPTS -> 135;
      case DIAL_FAILED -> 136;
      case DIAL_TIMEOUT -> 137;
      default -> reason.code(true);
    };
  }

  private static int of(CloseOrigin origin) {
    return switch (origin) {
      case COMMAND -> 1;
      case SERVER -> 2;
      case PEER -> 3;
      case SOCKET -> 4;
    };
  }

  private static int of(Role role) {
    return switch (role) {
      case SERVER -> 1;
      case HEARTBEAT -> 2;
      case GOSSIP -> 3;
      case REFRESH -> 4;
    };
  }

  private static int of(Direction direction) {
    return switch (direction) {
      case INBOUND -> 1;
      case OUTBOUND -> 2;
    };
  }

  private static int of(NodeType type) {
    return switch (type) {
      case CLIENT -> 1;
      case PROVER -> 2;
      case VALIDATOR -> 3;
      case BOOTSTRAP_CLIENT -> 4;
    };
  }

  private static int of(ConnectionState state) {
    return switch (state) {
      case DIALING -> 1;
      case HANDSHAKING -> 2;
      case PREPARING -> 3;
      case LIVE -> 4;
      case CLOSING -> 5;
      case CLOSED -> 6;
    };
  }

  private static int of(Judgement judgement) {
    return switch (judgement) {
      case ACCEPT -> 1;
      case IGNORE -> 2;
      case REJECT -> 3;
    };
  }
}
