/** Many real threads and sockets at once, against nodes that must come out as they went in. */
@NullMarked
package io.fencewire.storm;

import org.jspecify.annotations.NullMarked;
