/** How the roles of one node talk: addresses, commands, events, and the codec that carries them over the Vert.x event bus, as they are or as bytes. */
@NullMarked
package io.fencewire.bus;

import org.jspecify.annotations.NullMarked;
