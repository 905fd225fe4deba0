package io.fencewire.server;

import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Outcome;
import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * What a JDK Flight Recording shows of a server: the transitions of connections, from their beginning
 * to their close, and the commands that the fence refused. Where nothing is recorded it costs nothing
 * worth mentioning; in a runtime without the module jdk.jfr it does nothing.
 */
final class FlightEvents {
  private static final boolean THERE = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

  private FlightEvents() {}

  /** A connection has changed its state. */
  static void transition(Connection connection, ConnectionState from, String why) {
    if (THERE) {
      Transition.record(connection, from, why);
    }
  }

  /** A command was refused. */
  static void refused(ConnectionToken token, Outcome outcome) {
    if (THERE && outcome != Outcome.WRITTEN) {
      Refusal.record(token, outcome);
    }
  }

  @SuppressWarnings("UnusedVariable") // the recorder reads the fields
  @Name("io.fencewire.Transition")
  @Label("Connection Transition")
  @Category("Fencewire")
  @StackTrace(false)
  private static final class Transition extends Event {
    @Label("Connection")
    private @Nullable String connection;

    @Label("From")
    private @Nullable String from;

    @Label("To")
    private @Nullable String to;

    @Label("Why")
    private @Nullable String why;

    private static void record(Connection connection, ConnectionState from, String why) {
      Transition event = new Transition();
      if (event.isEnabled()) {
        event.connection = connection.toString();
        event.from = from.name();
        event.to = connection.state().name();
        event.why = why;
        event.commit();
      }
    }
  }

  @SuppressWarnings("UnusedVariable") // the recorder reads the fields
  @Name("io.fencewire.RefusedCommand")
  @Label("Refused Command")
  @Category("Fencewire")
  @StackTrace(false)
  private static final class Refusal extends Event {
    @Label("Token")
    private @Nullable String token;

    @Label("Outcome")
    private @Nullable String outcome;

    private static void record(ConnectionToken token, Outcome outcome) {
      Refusal event = new Refusal();
      if (event.isEnabled()) {
        event.token = token.text();
        event.outcome = outcome.name();
        event.commit();
      }
    }
  }
}
