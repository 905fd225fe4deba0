package io.fencewire.wire;

import java.util.List;

/** Which blocks a node has: recent heights one by one, then every 10,000th. */
public record BlockLocators(List<Locator> recents, List<Locator> checkpoints) {
  /** One height (u32) and the 32-byte hash of its block. */
  public record Locator(long height, Bytes hash) {}
}
