package io.fencewire.wire;

import io.fencewire.wire.BlockLocators.Locator;
import java.util.stream.LongStream;

/** Chains of blocks that were never made: the block of a height is always the same, save the first. */
public final class SampleChain {
  private SampleChain() {}

  /** What one says who has the blocks up to this height, on the chain with this first block. */
  public static BlockLocators upTo(long height, Bytes first) {
    return new BlockLocators(
        LongStream.rangeClosed(Math.max(0, height - 99), height)
            .mapToObj(each -> at(each, first))
            .toList(),
        LongStream.rangeClosed(0, height / 10_000)
            .mapToObj(each -> at(each * 10_000, first))
            .toList());
  }

  private static Locator at(long height, Bytes first) {
    ByteWriter hash = new ByteWriter(32);
    Bytes made = Bytes.wrap(hash.u64(height).u64(7).u64(-height).u64(0).toArray());
    return new Locator(height, height == 0 ? first : made);
  }
}
