/** Many full nodes in one process, and the auditor that judges what happened between them. */
@NullMarked
package io.fencewire.devnet;

import org.jspecify.annotations.NullMarked;
