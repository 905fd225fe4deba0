/** Fencewire: a peer node on Vert.x. The folders below this one are its rooms; roles meet only on the bus. */
@NullMarked
package io.fencewire;

import org.jspecify.annotations.NullMarked;
