package io.fencewire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.NodeType;
import io.fencewire.peer.Outcome;
import io.fencewire.wire.BlockLocators;
import io.fencewire.wire.BlockRequest;
import io.fencewire.wire.BlockResponse;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.Message;
import io.fencewire.wire.NoncePing;
import io.fencewire.wire.Ping;
import io.fencewire.wire.PuzzleRequest;
import io.fencewire.wire.PuzzleResponse;
import io.fencewire.wire.SampleChain;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests of a peer are open, and what answers them. */
class ChainTalkTest {
  private static final long SECOND = 1_000_000_000L;

  /** The clock may overflow, five seconds later. */
  private static final long START =
      Duration.ofNanos(Long.MAX_VALUE).minusSeconds(5).toNanos();

  private static final Message PUZZLE =
      new PuzzleResponse(Bytes.wrap(new byte[32]), Bytes.wrap(new byte[280]));

  private final ChainTalk talk = new ChainTalk();

  @ParameterizedTest
  @CsvSource({
    "1, 2, true",
    "1, 6, true",
    "1, 7, false",
    "0, 1, false",
    "0, 5, false",
    "4294967290, 4294967295, true"
  })
  void aPeerMayAskForFiveBlocksAndNeverForTheFirst(long start, long end, boolean taken) {
    assertThat(talk.take(new BlockRequest(start, end), START)).isEqualTo(taken);
    assertThat(talk.openCount()).isEqualTo(taken ? 1 : 0);
  }

  @Test
  void whatIsOpenIsAnsweredOnce() {
    assertThat(talk.refusal(response(1), START)).isEqualTo(Outcome.UNSUPPORTED);
    talk.take(request(1), START);
    talk.take(new PuzzleRequest(), START);
    assertThat(talk.refusal(response(2), START)).isEqualTo(Outcome.UNSUPPORTED);
    assertThat(talk.refusal(new BlockResponse(1, 3, Bytes.EMPTY), START))
        .as("one block more than was asked for")
        .isEqualTo(Outcome.UNSUPPORTED);
    for (Message answer : new Message[] {response(1), PUZZLE}) {
      assertThat(talk.refusal(answer, START)).isNull();
      talk.written(answer);
      assertThat(talk.refusal(answer, START)).isEqualTo(Outcome.UNSUPPORTED);
    }
    assertThat(talk.openCount()).isZero();
  }

  @Test
  void anAnswerIsInTimeForTwentySeconds() {
    talk.take(request(1), START);
    assertThat(talk.expire(START + 20 * SECOND - 1)).isZero();
    assertThat(talk.refusal(response(1), START + 20 * SECOND - 1)).isNull();
    assertThat(talk.refusal(response(1), START + 20 * SECOND)).isEqualTo(Outcome.EXPIRED);
    assertThat(talk.expire(START + 20 * SECOND)).isEqualTo(1);
    assertThat(talk.refusal(response(1), START + 20 * SECOND)).isEqualTo(Outcome.UNSUPPORTED);
    assertThat(talk.take(request(1), START + 20 * SECOND)).as("asked again").isTrue();
  }

  @Test
  void whatIsOpenIsNotTakenTwiceAndNoMoreThanSixteen() {
    for (int i = 1; i <= 16; i++) {
      assertThat(talk.take(request(i), START)).isTrue();
      assertThat(talk.take(request(i), START)).isFalse();
    }
    assertThat(talk.take(request(17), START)).isFalse();
    assertThat(talk.take(new PuzzleRequest(), START)).as("counted apart").isTrue();
    assertThat(talk.take(new PuzzleRequest(), START)).isFalse();
    assertThat(talk.openCount()).isEqualTo(17);
    talk.drop(request(3));
    assertThat(talk.take(request(17), START)).isTrue();
    assertThat(talk.refusal(response(3), START)).isEqualTo(Outcome.UNSUPPORTED);
  }

  /** A snarkOS node drops whoever asks it more often than 256 and 5 times in a minute. */
  @Test
  void asManyAreTakenInAMinuteAsSnarkOsTakes() {
    assertThat(takenOf(1_000, START, false)).isEqualTo(256);
    assertThat(takenOf(100, START, true)).isEqualTo(5);
    assertThat(takenOf(1_000, START + 60 * SECOND - 1, false)).isZero();
    assertThat(takenOf(1_000, START + 60 * SECOND, false)).isEqualTo(256);
    assertThat(takenOf(100, START + 60 * SECOND, true)).isEqualTo(5);
  }

  @Test
  void theHeightIsThatOfTheLastPingWithBlocks() {
    assertThat(talk.height()).isNull();
    for (long height : new long[] {20_007, 12}) {
      BlockLocators blocks = SampleChain.upTo(height, Bytes.wrap(new byte[32]));
      talk.pinged(new Ping(33, NodeType.CLIENT, blocks));
      talk.pinged(new Ping(33, NodeType.CLIENT, null));
      assertThat(talk.height()).isEqualTo(height);
    }
  }

  @Test
  void whatIsNoAnswerNeedsNoRequest() {
    assertThat(talk.refusal(new NoncePing(1), START)).isNull();
    assertThat(ChainTalk.isAnswer(new NoncePing(1))).isFalse();
    assertThat(ChainTalk.isAnswer(PUZZLE)).isTrue();
  }

  private int takenOf(int count, long now, boolean puzzle) {
    int taken = 0;
    for (int i = 1; i <= count; i++) {
      Message request = puzzle ? new PuzzleRequest() : request(i);
      if (talk.take(request, now)) {
        taken++;
        talk.drop(request);
      }
    }
    return taken;
  }

  private static BlockRequest request(long height) {
    return new BlockRequest(height, height + 1);
  }

  private static BlockResponse response(long height) {
    return new BlockResponse(height, height + 1, Bytes.EMPTY);
  }
}
