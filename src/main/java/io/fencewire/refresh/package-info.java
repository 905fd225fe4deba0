/** Keeps the peer count in its range, rotates peers, dials with back-off, remembers addresses. */
@NullMarked
package io.fencewire.refresh;

import org.jspecify.annotations.NullMarked;
