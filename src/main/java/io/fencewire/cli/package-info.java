/** The subcommands of the command line. */
@NullMarked
package io.fencewire.cli;

import org.jspecify.annotations.NullMarked;
