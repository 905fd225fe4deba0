/**
 * What is done with schedules: millions of seeds run, failures shrunk and kept, and the check itself
 * checked with mutants. See docs/PROOF.md.
 */
@org.jspecify.annotations.NullMarked
package io.fencewire.sim.proof;
