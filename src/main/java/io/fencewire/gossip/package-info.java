/** Relays items between peers: what is new, who has it, whom to send it to. */
@NullMarked
package io.fencewire.gossip;

import org.jspecify.annotations.NullMarked;
