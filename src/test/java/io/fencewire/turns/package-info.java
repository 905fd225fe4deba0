/** How long the event loop is kept: a measurement, run by hand. */
package io.fencewire.turns;
