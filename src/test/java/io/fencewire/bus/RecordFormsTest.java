package io.fencewire.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.Role;
import io.fencewire.peer.RoleInstance;
import io.fencewire.peer.ServerId;
import io.fencewire.wire.WireException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What one JVM writes the other reads, whatever it is, and whatever else comes does no harm. */
class RecordFormsTest {
  private static final int ROUNDS = 50;

  /** Records with a long message are cut within their first bytes only. */
  private static final int CUTS_MAX = 800;

  private static final int GARBAGE_ROUNDS = 50_000;
  private static final ConnectionToken TOKEN = new ConnectionToken(new ServerId(1, 2), 3);

  static Stream<Class<? extends BusRecord>> types() {
    return ArbitraryRecords.types().stream();
  }

  @Test
  void everyRecordHasOneFormAndNoOtherHasAny() {
    assertThat(RecordForms.TABLE.stream().<Class<?>>map(RecordForms.Form::type))
        .containsExactlyInAnyOrderElementsOf(ArbitraryRecords.types());
  }

  @Test
  void everyFormHasAKindOfItsOwnThatFitsIntoAByte() {
    assertThat(RecordForms.TABLE.stream().map(RecordForms.Form::kind))
        .doesNotHaveDuplicates()
        .allMatch(kind -> kind >= 0 && kind <= 255);
  }

  @ParameterizedTest
  @MethodSource("types")
  void aRecordComesBackAsItWas(Class<? extends BusRecord> type) throws WireException {
    for (int seed = 0; seed < ROUNDS; seed++) {
      BusRecord record = new ArbitraryRecords(new SplittableRandom(seed)).next(type);
      assertThat(RecordForms.decode(RecordForms.encode(record)))
          .as("seed %d", seed)
          .isEqualTo(record);
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void whatANewerVersionAppendsToARecordIsSkipped(Class<? extends BusRecord> type)
      throws WireException {
    BusRecord record = new ArbitraryRecords(new SplittableRandom(1)).next(type);
    byte[] bytes = RecordForms.encode(record);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 9);
    Arrays.fill(longer, bytes.length, longer.length, (byte) 0xff);
    assertThat(RecordForms.decode(longer)).isEqualTo(record);
  }

  @ParameterizedTest
  @MethodSource("types")
  void aRecordThatIsCutShortAnywhereIsRefused(Class<? extends BusRecord> type) {
    for (int seed = 0; seed < 20; seed++) {
      BusRecord record = new ArbitraryRecords(new SplittableRandom(seed)).next(type);
      byte[] bytes = RecordForms.encode(record);
      for (int length = 0; length < Math.min(bytes.length, CUTS_MAX); length++) {
        byte[] part = Arrays.copyOf(bytes, length);
        WireException refusal =
            catchThrowableOfType(WireException.class, () -> RecordForms.decode(part));
        assertThat(refusal)
            .as("seed %d, %d of %d bytes", seed, length, bytes.length)
            .hasMessageContaining(length < 2 ? "at byte" : type.getSimpleName());
      }
    }
  }

  @Test
  void whatANewerVersionAppendsToABlockIsSkipped() throws WireException {
    var fanOut = new ArbitraryRecords(new SplittableRandom(4)).next(ServerCommand.FanOut.class);
    assertThat(fanOut.targets()).as("a list to test with").isNotEmpty();
    byte[] bytes = RecordForms.encode(fanOut);
    int block = 2 + 2;
    int length = bytes[block] & 0xff;
    assertThat(length).as("one byte holds its length, now and with three more").isLessThan(250);
    byte[] longer = new byte[bytes.length + 3];
    int end = block + 4 + length;
    System.arraycopy(bytes, 0, longer, 0, end);
    System.arraycopy(bytes, end, longer, end + 3, bytes.length - end);
    longer[block] = (byte) (length + 3);
    assertThat(RecordForms.decode(longer)).isEqualTo(fanOut);
  }

  /** Its bytes are those of {@code GoldenRecord}, as they were when there was no height. */
  @Test
  void aHoldingThatAnOlderVersionWroteHasNoHeight() throws WireException {
    RoleMessage.Snapshot snapshot = GoldenRecord.all()
        .map(GoldenRecord::record)
        .flatMap(record ->
            record instanceof RoleMessage.Snapshot found ? Stream.of(found) : Stream.empty())
        .findAny()
        .orElseThrow();
    RoleMessage.Holding bare = snapshot.holdings().get(1);
    RoleMessage.Snapshot one = new RoleMessage.Snapshot(
        snapshot.serverId(),
        snapshot.jvm(),
        snapshot.listening(),
        List.of(),
        List.of(bare),
        snapshot.reading());
    byte[] bytes = RecordForms.encode(one);
    int end = bytes.length - Long.BYTES; // behind it there is the reading alone
    byte[] older = new byte[bytes.length - 1];
    System.arraycopy(bytes, 0, older, 0, end - 1);
    System.arraycopy(bytes, end, older, end - 1, Long.BYTES);
    int length = 0x64;
    int block = end - length - Integer.BYTES;
    assertThat(bytes[block]).isEqualTo((byte) length);
    older[block] = (byte) (length - 1);
    assertThat(RecordForms.decode(older)).isEqualTo(one);
  }

  @Test
  void randomBytesDoNoHarm() {
    int read = 0;
    for (int seed = 0; seed < GARBAGE_ROUNDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] bytes = new byte[random.nextInt(2, 100)];
      random.nextBytes(bytes);
      bytes[0] = RecordForms.VERSION;
      bytes[1] =
          (byte) RecordForms.TABLE.get(random.nextInt(RecordForms.TABLE.size())).kind();
      read += read(bytes, seed);
    }
    assertThat(read).as("some of them are records").isGreaterThan(1000);
  }

  @Test
  void damagedRecordsDoNoHarm() {
    List<byte[]> intact = IntStream.range(0, 500)
        .mapToObj(seed -> new ArbitraryRecords(new SplittableRandom(seed)).next())
        .map(RecordForms::encode)
        .toList();
    int read = 0;
    for (int seed = 0; seed < GARBAGE_ROUNDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] bytes = intact.get(random.nextInt(intact.size())).clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      read += read(bytes, seed);
    }
    assertThat(read).as("some of them are records").isGreaterThan(1000);
  }

  @Test
  void anotherVersionIsRefusedWithItsNumber() {
    byte[] bytes = RecordForms.encode(new ServerCommand.Drain());
    bytes[0] = 2;
    assertThatThrownBy(() -> RecordForms.decode(bytes))
        .isInstanceOf(WireException.class)
        .hasMessage("a record of version 2 of the bus; this JVM reads version 1 only");
  }

  @Test
  void aKindThatOnlyANewerVersionHasIsRefusedWithItsNumber() {
    assertThatThrownBy(() -> RecordForms.decode(new byte[] {1, (byte) 239, 7}))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("a record of kind 239")
        .hasMessageContaining("version 1");
  }

  @Test
  void aReasonAndAnOutcomeOfANewerVersionSayNothing() throws WireException {
    byte[] close =
        RecordForms.encode(new ServerCommand.CloseConnection(TOKEN, 4, CloseReason.ROTATION));
    close[close.length - 1] = (byte) 250;
    assertThat(RecordForms.decode(close))
        .isEqualTo(new ServerCommand.CloseConnection(TOKEN, 4, CloseReason.NO_REASON_GIVEN));
    byte[] answer = RecordForms.encode(new ServerAnswer.Answer(Outcome.WRITTEN, 5));
    answer[2] = (byte) 250;
    assertThat(RecordForms.decode(answer)).isEqualTo(new ServerAnswer.Answer(Outcome.UNKNOWN, 5));
  }

  @Test
  void aRoleOfANewerVersionIsRefused() {
    byte[] bytes =
        RecordForms.encode(new ServerCommand.Hello(new RoleInstance(Role.GOSSIP, 1, "")));
    bytes[6] = 99;
    assertThatThrownBy(() -> RecordForms.decode(bytes))
        .isInstanceOf(WireException.class)
        .hasMessage("no Hello: role has the number 99, which version 1 does not know");
  }

  @Test
  void aListThatDoesNotFitIsReportedToTheOtherEnd() throws WireException {
    var tooMany = new ServerAnswer.FanOutAnswer(Collections.nCopies(65_536, Outcome.FULL), 1);
    assertThat(RecordForms.decode(RecordForms.encode(tooMany)))
        .isEqualTo(new Undecodable("the sender could not write a FanOutAnswer: a list has 65536"
            + " elements; at most 65535 would be right"));
  }

  @Test
  void aLongSentenceIsCut() throws WireException {
    String sentence = "水".repeat(20_000);
    assertThat(RecordForms.decode(RecordForms.encode(new RoleAnswer.Published("", sentence))))
        .isEqualTo(new RoleAnswer.Published("", sentence.substring(0, RecordWriter.TEXT_MAX)));
  }

  @Test
  void theLastOfTwoEqualNamesCounts() throws WireException {
    var stats = new RoleAnswer.RoleStats(Map.of("a", 1L), Map.of());
    byte[] once = RecordForms.encode(stats);
    byte[] twice = Arrays.copyOf(once, once.length + 11);
    twice[2] = 2;
    System.arraycopy(once, 4, twice, 15, once.length - 4);
    twice[18] = 9;
    assertThat(RecordForms.decode(twice))
        .isEqualTo(new RoleAnswer.RoleStats(Map.of("a", 9L), Map.of()));
  }

  /** 1 if it is a record; then it must survive being written and read again. */
  private static int read(byte[] bytes, int seed) {
    try {
      BusRecord record = RecordForms.decode(bytes);
      if (!RecordForms.decode(RecordForms.encode(record)).equals(record)) {
        throw new AssertionError("seed " + seed + ": " + record + " does not come back");
      }
      return 1;
    } catch (WireException e) {
      return 0;
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + seed + " made the reader fail", e);
    }
  }
}
