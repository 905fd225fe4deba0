package io.fencewire.crawl;

import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import org.jspecify.annotations.Nullable;

/**
 * How a dial has ended.
 *
 * @param token of the LIVE connection; null if there is none
 * @param refusal why there is none; null with a token, and where nothing was dialled
 * @param detail a sentence for people, or empty
 */
record DialEnd(@Nullable ConnectionToken token, @Nullable CloseReason refusal, String detail) {}
