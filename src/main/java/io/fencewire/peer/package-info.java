/** The words every room shares: who a peer is, which connection is meant, how a command ended, why a connection closed. */
@NullMarked
package io.fencewire.peer;

import org.jspecify.annotations.NullMarked;
