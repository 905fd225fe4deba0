package io.fencewire.gossip;

import java.time.Duration;

/**
 * What gossip is told at its start.
 *
 * @param seenMax items remembered as accepted or rejected; the oldest is forgotten first
 * @param pendingMax items that wait for a validator; new ones beyond that are refused
 * @param validate how long a validator may take
 * @param recent how long an accepted item's body is kept for peers that come LIVE or fetch it
 * @param recentBytes how many bytes of bodies are kept at the most; the oldest go first
 * @param form what an item is in this network
 */
public record GossipOptions(
    int seenMax,
    int pendingMax,
    Duration validate,
    Duration recent,
    int recentBytes,
    ItemForm form) {
  /** The defaults: 131,072 seen, 4,096 pending, 5 s to validate, 10 s and 16 MiB recent. */
  public static final GossipOptions DEFAULT = new GossipOptions(
      131_072, 4_096, Duration.ofSeconds(5), Duration.ofSeconds(10), 16 * 1024 * 1024);

  /** Checks the ranges. */
  public GossipOptions {
    atLeastOne("seenMax", seenMax);
    atLeastOne("pendingMax", pendingMax);
    atLeastOne("recentBytes", recentBytes);
    atLeastOneMilli("validate", validate);
    atLeastOneMilli("recent", recent);
  }

  /** Options for a private network. */
  public GossipOptions(
      int seenMax, int pendingMax, Duration validate, Duration recent, int recentBytes) {
    this(seenMax, pendingMax, validate, recent, recentBytes, ItemForm.PRIVATE);
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("gossip." + name + " must be at least 1, not " + value);
    }
  }

  private static void atLeastOneMilli(String name, Duration value) {
    if (value.toMillis() < 1) {
      throw new IllegalArgumentException("gossip." + name + " must be at least 1ms, not " + value);
    }
  }
}
