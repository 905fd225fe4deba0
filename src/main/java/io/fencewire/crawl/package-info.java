/** Walks a network: visits its nodes, asks each for others, and says what it found. Takes the refresher's place on the bus. */
@NullMarked
package io.fencewire.crawl;

import org.jspecify.annotations.NullMarked;
