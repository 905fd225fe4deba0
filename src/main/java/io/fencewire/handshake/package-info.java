/** Who the other end is: the handshakes, what they prove, and what both ends must have alike. */
@NullMarked
package io.fencewire.handshake;

import org.jspecify.annotations.NullMarked;
