package io.fencewire.flight;

import java.util.List;
import java.util.Map;

/**
 * What the recorder of one server held at one moment.
 *
 * @param entries oldest first, without those that were forgotten
 */
public record FlightRecord(Header header, List<Entry> entries) {
  /**
   * What it is about.
   *
   * @param node the node's name
   * @param server this start of the server: the second half of its tokens
   * @param at the server's monotonic clock when it was written, in nanoseconds
   * @param wallMillis the wall clock at that moment
   * @param why what it was written for
   * @param dropped how many entries each lane had forgotten
   */
  public record Header(
      String node, String server, long at, long wallMillis, String why, Map<Lane, Long> dropped) {}
}
