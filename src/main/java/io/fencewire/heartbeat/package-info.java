/** Schedules pings, one armed timer per generation, and keeps round-trip times. */
@NullMarked
package io.fencewire.heartbeat;

import org.jspecify.annotations.NullMarked;
