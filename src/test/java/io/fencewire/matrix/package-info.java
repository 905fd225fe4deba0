/** A node in three JVMs under faults, with peers outside that tell what it cost them. */
@NullMarked
package io.fencewire.matrix;

import org.jspecify.annotations.NullMarked;
