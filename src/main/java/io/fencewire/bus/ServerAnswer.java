package io.fencewire.bus;

import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Outcome;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a server answers; each carries a reading of its monotonic clock, in nanoseconds. */
public sealed interface ServerAnswer extends BusRecord {
  /** The server's clock when it answered. */
  long reading();

  /** How a command about one connection ended. */
  record Answer(Outcome outcome, long reading) implements ServerAnswer {}

  /** How a fan-out ended, in the order of its targets. */
  record FanOutAnswer(List<Outcome> outcomes, long reading) implements ServerAnswer {}

  /**
   * How a dial ended: the token of the LIVE connection, or why there is none.
   *
   * @param outcome WRITTEN if the server has carried the command out, whatever came of it; else why
   *     it has not
   * @param refusal null if there is a token, or if nothing was carried out
   * @param detail a sentence for people; empty when connected
   */
  record ConnectAnswer(
      Outcome outcome,
      @Nullable ConnectionToken token,
      @Nullable CloseReason refusal,
      String detail,
      long reading)
      implements ServerAnswer {
    /** There is a LIVE connection. */
    public static ConnectAnswer live(ConnectionToken token, long reading) {
      return new ConnectAnswer(Outcome.WRITTEN, token, null, "", reading);
    }

    /** The dial came to nothing, or was refused. */
    public static ConnectAnswer refused(CloseReason refusal, String detail, long reading) {
      return new ConnectAnswer(Outcome.WRITTEN, null, refusal, detail, reading);
    }

    /** Nothing was dialled. */
    public static ConnectAnswer undone(Outcome outcome, long reading) {
      return new ConnectAnswer(outcome, null, null, "the command was not executed", reading);
    }
  }

  /**
   * What came of reading the list of admitted peers.
   *
   * @param listed how many are on it
   * @param problem empty if it was read, else what is wrong; then the list read before stays in force
   */
  record ListAnswer(int listed, String problem, long reading) implements ServerAnswer {}

  /**
   * What came of telling which blocks there are.
   *
   * @param outcome WRITTEN if the server has carried the command out, also if it refuses the blocks
   * @param problem empty if Pings say so from now on, else what is wrong and what would be right
   */
  record BlocksTold(Outcome outcome, String problem, long reading) implements ServerAnswer {
    /** The command was not carried out. */
    public static BlocksTold undone(Outcome outcome, long reading) {
      return new BlocksTold(outcome, "", reading);
    }
  }

  /**
   * What a server counts.
   *
   * @param gauges what is there now, by name: {@code connections}, {@code sockets}, {@code
   *     timers}, {@code queued_bytes}, …
   * @param counters what has happened since the start, by name: {@code sends.stale}, {@code
   *     closes.rotation}, …
   */
  record ServerStats(Map<String, Long> gauges, Map<String, Long> counters, long reading)
      implements ServerAnswer {}
}
