/** Who a node is: its key pair, its signature, and the file the key lives in. */
@NullMarked
package io.fencewire.identity;

import org.jspecify.annotations.NullMarked;
