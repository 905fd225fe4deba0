package io.fencewire.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.fencewire.bus.GossipCommand.Judgement;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.Direction;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.Role;
import io.fencewire.wire.WireException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The numbers and bytes of version 1, which no change of ours may move. */
class GoldenRecordTest {
  private static final String REASONS =
      "0=EXCEEDED_FORK_RANGE 1=INVALID_CHALLENGE_RESPONSE 2=INVALID_FORK_DEPTH"
          + " 3=I_NEED_TO_SYNC_FIRST 4=NO_REASON_GIVEN 5=PROTOCOL_VIOLATION 6=OUTDATED_VERSION"
          + " 7=PEER_HAS_DISCONNECTED 8=ROTATION 9=SHUTDOWN 10=SYNC_COMPLETE 11=TOO_MANY_FAILURES"
          + " 12=SURPLUS 13=YOU_NEED_TO_SYNC_FIRST 14=YOUR_PORT_IS_CLOSED 15=SELF_CONNECTION"
          + " 16=NOT_ADMITTED 17=ALREADY_CONNECTING 18=ALREADY_CONNECTED 64=TIE_BREAK"
          + " 65=SUPERSEDED 66=REQUESTED 67=BANNED 68=SILENT 69=STALLED 70=EVICTED"
          + " 71=OTHER_NETWORK 72=CHANNEL_MISMATCH 128=SOCKET_CLOSED 129=SOCKET_FAILED"
          + " 130=HANDSHAKE_TIMEOUT 131=TLS_FAILED 132=PLAIN_ON_TLS 133=TLS_ON_PLAIN"
          + " 134=PENDING_FULL 135=TOO_MANY_ATTEMPTS 136=DIAL_FAILED 137=DIAL_TIMEOUT";

  @ParameterizedTest
  @MethodSource("io.fencewire.bus.GoldenRecord#all")
  void aRecordIsWrittenAsEver(GoldenRecord golden) {
    assertThat(HexFormat.of().formatHex(RecordForms.encode(golden.record())))
        .isEqualTo(golden.hex());
  }

  @ParameterizedTest
  @MethodSource("io.fencewire.bus.GoldenRecord#all")
  void theBytesOfEverAreRead(GoldenRecord golden) throws WireException {
    assertThat(RecordForms.decode(HexFormat.of().parseHex(golden.hex())))
        .isEqualTo(golden.record());
  }

  @Test
  void thereAreGoldenBytesForEveryRecord() {
    assertThat(GoldenRecord.all().<Class<?>>map(golden -> golden.record().getClass()))
        .hasSameElementsAs(ArbitraryRecords.types());
  }

  @ParameterizedTest
  @MethodSource("pinnedNumbers")
  void aConstantHasTheNumberItEverHad(WireCodes<?> codes, Enum<?>[] constants, String pinned) {
    assertThat(numbers(codes, constants)).isEqualTo(pinned);
  }

  static Stream<Arguments> pinnedNumbers() {
    return Stream.of(
        arguments(
            WireCodes.OUTCOME,
            Outcome.values(),
            "1=STALE 2=EXPIRED 3=NOT_READY 4=CLOSING 5=UNSUPPORTED 6=TOO_LARGE 7=FULL 8=WRITTEN"
                + " 9=UNKNOWN"),
        arguments(WireCodes.ORIGIN, CloseOrigin.values(), "1=COMMAND 2=SERVER 3=PEER 4=SOCKET"),
        arguments(WireCodes.ROLE, Role.values(), "1=SERVER 2=HEARTBEAT 3=GOSSIP 4=REFRESH"),
        arguments(WireCodes.DIRECTION, Direction.values(), "1=INBOUND 2=OUTBOUND"),
        arguments(
            WireCodes.NODE_TYPE,
            NodeType.values(),
            "1=CLIENT 2=PROVER 3=VALIDATOR 4=BOOTSTRAP_CLIENT"),
        arguments(
            WireCodes.STATE,
            ConnectionState.values(),
            "1=DIALING 2=HANDSHAKING 3=PREPARING 4=LIVE 5=CLOSING 6=CLOSED"),
        arguments(WireCodes.JUDGEMENT, Judgement.values(), "1=ACCEPT 2=IGNORE 3=REJECT"),
        arguments(WireCodes.REASON, CloseReason.values(), REASONS));
  }

  private static String numbers(WireCodes<?> codes, Enum<?>[] constants) {
    Set<String> declared = Arrays.stream(constants).map(Enum::name).collect(Collectors.toSet());
    String numbers = IntStream.range(0, 256)
        .filter(code -> codes.constant(code) != null)
        .mapToObj(code -> code + "=" + codes.constant(code))
        .collect(Collectors.joining(" "));
    assertThat(numbers.split("[ =]")).as("every constant").containsAll(declared);
    return numbers;
  }
}
