package io.fencewire.crawl;

import io.fencewire.peer.DialTarget;
import org.jspecify.annotations.Nullable;

/**
 * An address to be visited.
 *
 * @param source the address whose node told it first; null if the crawl begins there
 */
public record Lead(DialTarget address, @Nullable DialTarget source) {}
