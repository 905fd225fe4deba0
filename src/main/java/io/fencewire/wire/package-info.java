/** Bytes: one record per message with encode beside decode, framing, and limits per message id. */
@NullMarked
package io.fencewire.wire;

import org.jspecify.annotations.NullMarked;
