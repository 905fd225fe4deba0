/** The owner of every socket: connections, the fence, the handshake, admission and the bounded queues. */
@NullMarked
package io.fencewire.server;

import org.jspecify.annotations.NullMarked;
