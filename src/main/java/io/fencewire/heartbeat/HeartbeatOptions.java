package io.fencewire.heartbeat;

import java.time.Duration;

/**
 * What the heartbeat is told at its start.
 *
 * @param interval between two pings of one connection
 * @param jitter the share of the interval by which each ping is early or late, 0 to 0.5
 */
public record HeartbeatOptions(Duration interval, double jitter) {
  /** Every 20 s, ± 10 %. */
  public static final HeartbeatOptions DEFAULT = new HeartbeatOptions(Duration.ofSeconds(20), 0.1);

  /** Checks the ranges. */
  public HeartbeatOptions {
    if (interval.toMillis() < 1) {
      throw new IllegalArgumentException(
          "heartbeat.interval must be at least 1ms, not " + interval);
    }
    if (!(jitter >= 0 && jitter <= 0.5)) {
      throw new IllegalArgumentException("heartbeat.jitter must be 0 to 0.5, not " + jitter);
    }
  }
}
