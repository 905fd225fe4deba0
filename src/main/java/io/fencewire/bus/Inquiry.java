package io.fencewire.bus;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.Outcome;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an operator asks the parts of a node, and what they answer. */
public sealed interface Inquiry extends BusRecord {
  /** Asks the refresher for its address book; answered with {@link BookAnswer}. */
  record AskBook() implements Inquiry {}

  /** The addresses the node knows. */
  record BookAnswer(List<KnownAddress> addresses) implements Inquiry {}

  /**
   * One address of the book; times are ages.
   *
   * @param source the group of the peer that told it
   * @param seenSeconds how long ago it was last told or connected
   * @param failures dials that failed since the last connection
   * @param connectedSeconds how long ago it was last connected, or null if never
   */
  record KnownAddress(
      ListenAddress address,
      String source,
      long seenSeconds,
      int failures,
      @Nullable Long connectedSeconds) {}

  /** Asks gossip which topics there are; answered with {@link TopicsAnswer}. */
  record AskTopics() implements Inquiry {}

  /**
   * The topics of delivered items.
   *
   * @param delivered how many items, by topic
   * @param others how many items of topics that are not counted one by one
   */
  record TopicsAnswer(Map<String, Long> delivered, long others) implements Inquiry {}

  /** Asks a server for what its flight recorder holds; answered with {@link FlightAnswer}. */
  record AskFlight() implements Inquiry {}

  /** A flight record, line by line. */
  record FlightAnswer(List<String> lines) implements Inquiry {}

  /** Asks a server what its connections carry; answered with {@link LoadsAnswer}. */
  record AskLoads() implements Inquiry {}

  /** Every connection that is PREPARING or LIVE. */
  record LoadsAnswer(List<Load> loads) implements Inquiry {}

  /**
   * What one connection has carried.
   *
   * @param ageNanos for how long it has had its token
   * @param bytesIn what its peer has sent, frames and all
   * @param bytesOut what was handed to the kernel for its peer
   * @param queuedBytes what waits for its peer
   */
  record Load(
      ConnectionToken token, long ageNanos, long bytesIn, long bytesOut, long queuedBytes) {}

  /** Asks a server which commands it has refused lately; answered with {@link RefusalsAnswer}. */
  record AskRefusals() implements Inquiry {}

  /** Those that are remembered, the one of the longest ago first. */
  record RefusalsAnswer(List<Refusal> refusals) implements Inquiry {}

  /**
   * A command about a connection that was refused.
   *
   * @param token the generation it was meant for
   * @param command {@code close}, or the type of the message that was to be sent
   * @param outcome what it was answered
   * @param times how often the same was refused
   * @param ageNanos how long ago the last time was
   */
  record Refusal(
      ConnectionToken token, String command, Outcome outcome, long times, long ageNanos) {}
}
