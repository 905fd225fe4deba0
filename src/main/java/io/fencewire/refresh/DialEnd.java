package io.fencewire.refresh;

import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.DialTarget;
import org.jspecify.annotations.Nullable;

/**
 * How a dial ended.
 *
 * @param address what was dialled
 * @param token the LIVE connection, or null if there is none
 * @param refusal why there is none; null as well if nobody answered for the dial
 */
record DialEnd(
    DialTarget address,
    @Nullable ConnectionToken token,
    @Nullable CloseReason refusal) {}
