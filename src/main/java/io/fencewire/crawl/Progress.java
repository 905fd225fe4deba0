package io.fencewire.crawl;

/**
 * How far a crawl has come.
 *
 * @param reached nodes that were found
 * @param unreached addresses where none was
 * @param underWay visits that have not ended
 * @param waiting addresses that are known and not visited, the unfinished visits of a crawl that was
 *     ended among them
 * @param refused addresses that were told and not taken in: they can't be meant, or there was no room
 */
public record Progress(int reached, int unreached, int underWay, int waiting, long refused) {}
