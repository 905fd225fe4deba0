package io.fencewire.wire;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.fencewire.wire.BlockLocators.Locator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockLocatorsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "0, 98, 0",
    "0, 99, 0",
    "1, 100, 0",
    "9901, 10000, 10000",
    "9902, 10001, 10000",
    "9801, 9900, 10000",
    "19000, 19099, 10000",
    "4294967196, 4294967295, 4294960000"
  })
  void aChainIsDescribed(long first, long last, long checkpoint) {
    assertThatNoException()
        .isThrownBy(() -> new BlockLocators(recents(first, last), checkpoints(checkpoint)));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 100, 0, number of recents is 101; 1 to 100",
    "1, 50, 0, number of recents up to 50 is 50; 51",
    "2, 100, 0, number of recents up to 100 is 99; 100",
    "9800, 9899, 10000, last height of the recents is 9899; 9900 to 4294967295",
  })
  void theHeightsMustFit(long first, long last, long checkpoint, String problem) {
    refused(recents(first, last), checkpoints(checkpoint), problem);
  }

  @Test
  void recentsFollowEachOther() {
    List<Locator> recents = new ArrayList<>(recents(0, 5));
    recents.set(2, at(3));
    refused(recents, checkpoints(0), "the height of recent 2 is 3; 2 would be right");
  }

  @Test
  void thereIsAlwaysOneOfEach() {
    refused(List.of(), checkpoints(0), "number of recents is 0");
    refused(recents(0, 0), List.of(), "number of checkpoints is 0");
  }

  @Test
  void checkpointsBeginAtZeroAndSkipNone() {
    refused(recents(20_000, 20_099), List.of(at(10_000)), "checkpoint 0 is 10000; 0 would");
    refused(recents(20_000, 20_099), List.of(at(0), at(20_000)), "checkpoint 1 is 20000; 10000");
  }

  @Test
  void aHashIsTheOneOfOneBlock() {
    List<Locator> recents = List.of(at(0), new Locator(1, at(0).hash()));
    refused(recents, checkpoints(0), "twice in the recents");
    List<Locator> checkpoints = List.of(at(0), new Locator(10_000, at(0).hash()));
    refused(recents(9_950, 10_049), checkpoints, "twice in the checkpoints");
  }

  @Test
  void bothListsAgreeAboutABlock() {
    List<Locator> checkpoints = List.of(at(0), new Locator(10_000, at(7).hash()));
    refused(recents(9_950, 10_049), checkpoints, "different hashes at height 10000");
  }

  private static void refused(List<Locator> recents, List<Locator> checkpoints, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlockLocators(recents, checkpoints))
        .withMessageContaining(problem)
        .withMessageContaining("would be right");
  }

  private static List<Locator> recents(long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(BlockLocatorsTest::at).toList();
  }

  private static List<Locator> checkpoints(long last) {
    return LongStream.rangeClosed(0, last / 10_000)
        .mapToObj(i -> at(i * 10_000))
        .toList();
  }

  private static Locator at(long height) {
    return new Locator(
        height, Bytes.wrap(new ByteWriter(32).u64(height).bytes(new byte[24]).toArray()));
  }
}
