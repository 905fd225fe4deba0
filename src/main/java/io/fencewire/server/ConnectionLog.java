package io.fencewire.server;

import io.fencewire.bus.JsonForm;
import io.fencewire.handshake.Proven;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.PeerConnection;
import io.fencewire.server.ServerPort.Ending;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What the log says of connections: a line for people, and its parts as key-value pairs in the words
 * of the JSON form of the bus, for whoever collects logs as JSON.
 */
final class ConnectionLog {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionLog.class);

  /** Ends that are part of normal life; whoever looks for something else need not read them. */
  private static final Set<CloseReason> EXPECTED =
      EnumSet.of(CloseReason.ROTATION, CloseReason.SURPLUS, CloseReason.TIE_BREAK);

  private final LogLimit limit = new LogLimit();

  /** It has come LIVE. */
  void connected(Connection connection) {
    told(LOG.atInfo(), "connected", connection).log("connected: {}", connection);
  }

  /** It was LIVE and has ended. */
  void disconnected(Connection connection, Ending ending) {
    LoggingEventBuilder line = EXPECTED.contains(ending.reason()) ? LOG.atDebug() : LOG.atInfo();
    why(told(line, "disconnected", connection), ending)
        .log(
            "disconnected: {}: {} by {} {}",
            connection,
            ending.reason(),
            ending.origin(),
            ending.why());
  }

  /** Somebody came, and it ended before he had proven who he is. */
  void refused(Connection connection, Ending ending, long now) {
    long omitted = omitted(ending, now);
    if (omitted >= 0) {
      refused(told(LOG.atInfo(), "refused", connection), connection, ending, omitted);
    }
  }

  /** Somebody whose identity is proven was not let in. */
  void refused(Proven proven, Ending ending, long now) {
    long omitted = omitted(ending, now);
    if (omitted >= 0) {
      LoggingEventBuilder line = LOG.atInfo()
          .addKeyValue("event", "refused")
          .addKeyValue("peer", proven.peer())
          .addKeyValue("session", session(proven.session()));
      refused(line, proven.peer(), ending, omitted);
    }
  }

  /** It has changed its state. */
  void became(Connection connection, ConnectionState from, String why) {
    LOG.debug("{}: {} -> {}: {}", connection, from, connection.state(), why);
  }

  /** How many lines like this one were left out before it; negative if it is left out too. */
  private long omitted(Ending ending, long now) {
    return EXPECTED.contains(ending.reason()) ? -1 : limit.take(ending.reason(), now);
  }

  private static void refused(LoggingEventBuilder line, Object whom, Ending ending, long omitted) {
    why(line, ending)
        .addKeyValue("omitted", omitted)
        .log(
            "refused: {}: {} by {} {} ({} like it were not logged)",
            whom,
            ending.reason(),
            ending.origin(),
            ending.why(),
            omitted);
  }

  private static LoggingEventBuilder told(
      LoggingEventBuilder line, String event, Connection connection) {
    LoggingEventBuilder told = line.addKeyValue("event", event)
        .addKeyValue("direction", JsonForm.word(connection.direction()))
        .addKeyValue("address", connection.remote());
    if (!connection.hasToken()) {
      return told;
    }
    PeerConnection facts = connection.facts();
    return told.addKeyValue("peer", facts.peer())
        .addKeyValue("token", facts.token().text())
        .addKeyValue("session", session(facts.session()));
  }

  private static LoggingEventBuilder why(LoggingEventBuilder line, Ending ending) {
    return line.addKeyValue("reason", JsonForm.word(ending.reason()))
        .addKeyValue("origin", JsonForm.word(ending.origin()))
        .addKeyValue("why", ending.why());
  }

  private static String session(long session) {
    return HexFormat.of().toHexDigits(session);
  }
}
