package io.fencewire.api;

import io.fencewire.peer.PeerId;
import io.fencewire.wire.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * An item, as subscribers get it and validators are asked about it.
 *
 * @param id hexadecimal; the same at every node
 * @param from the peer it first came from, or null if it was published in this node
 */
public record Item(
    String topic, String id, Bytes body, @Nullable PeerId from) {}
