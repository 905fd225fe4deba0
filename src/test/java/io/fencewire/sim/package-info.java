/** The simulator: whole nodes and single connections under a scheduler that is decided by a seed. */
@org.jspecify.annotations.NullMarked
package io.fencewire.sim;
