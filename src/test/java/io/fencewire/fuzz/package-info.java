/** What the fuzz tests, each of which stands beside the class it is after, have in common. */
@NullMarked
package io.fencewire.fuzz;

import org.jspecify.annotations.NullMarked;
