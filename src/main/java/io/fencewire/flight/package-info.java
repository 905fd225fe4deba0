/** The flight recorder: what happened to the connections of a server, kept in a bound, written out, told and checked. */
@NullMarked
package io.fencewire.flight;

import org.jspecify.annotations.NullMarked;
