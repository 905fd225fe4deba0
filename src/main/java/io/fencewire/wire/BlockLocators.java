package io.fencewire.wire;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which blocks a node has: recent heights one by one, then every 10,000th.
 *
 * @param recents the last 100 blocks, lowest first; all of them if the chain has fewer
 * @param checkpoints the blocks of height 0, 10,000, 20,000 and so on
 */
public record BlockLocators(List<Locator> recents, List<Locator> checkpoints) {
  /** How many recent blocks there are at the most. */
  static final int RECENTS_MAX = 100;

  /** How far apart checkpoints are. */
  static final int CHECKPOINT_INTERVAL = 10_000;

  /** Checks the heights of both lists and that the lists agree where they overlap. */
  public BlockLocators {
    recents = List.copyOf(recents);
    checkpoints = List.copyOf(checkpoints);
    checkRecents(recents);
    checkCheckpoints(checkpoints);
    checkUnique(recents, "recents");
    checkUnique(checkpoints, "checkpoints");
    checkAgreement(recents, checkpoints);
  }

  /** One height (u32) and the 32-byte hash of its block. */
  public record Locator(long height, Bytes hash) {
    private static final int HASH_SIZE = 32;
    private static final int SIZE = Integer.BYTES + HASH_SIZE;

    /** Checks the range of the height and the length of the hash. */
    public Locator {
      Range.u32(height, "height");
      Range.size(hash, HASH_SIZE, "block hash");
    }
  }

  /** The height of the newest block. */
  public long height() {
    return last(recents);
  }

  /** The hash of the first block, by which networks are told apart. */
  public Bytes firstBlock() {
    return checkpoints.get(0).hash();
  }

  /** Appends both lists, each after its length. */
  public void encode(ByteWriter out) {
    encode(recents, out);
    encode(checkpoints, out);
  }

  /** Reads both lists; an {@link IllegalArgumentException} says what is wrong with them. */
  public static BlockLocators decode(ByteReader in) throws WireException {
    return new BlockLocators(decodeList(in, "recents"), decodeList(in, "checkpoints"));
  }

  private static void encode(List<Locator> locators, ByteWriter out) {
    out.u32(locators.size());
    for (Locator locator : locators) {
      out.u32(locator.height()).bytes(locator.hash());
    }
  }

  private static List<Locator> decodeList(ByteReader in, String field) throws WireException {
    int count = in.room(in.u32("number of " + field), Locator.SIZE, field);
    List<Locator> locators = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      locators.add(new Locator(in.u32("height"), in.bytes(Locator.HASH_SIZE, "block hash")));
    }
    return locators;
  }

  private static void checkRecents(List<Locator> recents) {
    Range.check(recents.size(), 1, RECENTS_MAX, "the number of recents");
    long height = last(recents);
    long expected = Math.min(height + 1, RECENTS_MAX);
    Range.check(recents.size(), expected, expected, "the number of recents up to " + height);
    long first = height + 1 - expected;
    for (int i = 0; i < recents.size(); i++) {
      checkHeight(recents.get(i), first + i, "recent", i);
    }
  }

  private static void checkCheckpoints(List<Locator> checkpoints) {
    Range.check(checkpoints.size(), 1, Integer.MAX_VALUE, "the number of checkpoints");
    for (int i = 0; i < checkpoints.size(); i++) {
      checkHeight(checkpoints.get(i), (long) i * CHECKPOINT_INTERVAL, "checkpoint", i);
    }
  }

  private static void checkHeight(Locator locator, long expected, String list, int index) {
    if (locator.height() != expected) {
      Range.check(locator.height(), expected, expected, "the height of " + list + " " + index);
    }
  }

  private static void checkUnique(List<Locator> locators, String field) {
    Set<Bytes> hashes = new HashSet<>();
    for (Locator locator : locators) {
      if (!hashes.add(locator.hash())) {
        throw new IllegalArgumentException("block hash %s is twice in the %s; once would be right"
            .formatted(locator.hash(), field));
      }
    }
  }

  private static void checkAgreement(List<Locator> recents, List<Locator> checkpoints) {
    long height = last(recents);
    long lowest = last(checkpoints) - RECENTS_MAX;
    Range.check(height, lowest, Range.U32_MAX, "the last height of the recents");
    long first = recents.get(0).height();
    for (Locator checkpoint : checkpoints) {
      long index = checkpoint.height() - first;
      if (index >= 0 && index < recents.size() && !recents.get((int) index).equals(checkpoint)) {
        throw new IllegalArgumentException(
            "the recents and the checkpoints have different hashes at height %d; one would be right"
                .formatted(checkpoint.height()));
      }
    }
  }

  private static long last(List<Locator> locators) {
    return locators.get(locators.size() - 1).height();
  }
}
