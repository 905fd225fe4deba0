package io.fencewire.server;

import io.fencewire.bus.RoleMessage;
import io.fencewire.peer.Role;
import java.util.function.Supplier;

/** What the world does for its server. */
public interface Surroundings {
  /** The clock. */
  long now();

  /** Opens a socket to the peer. */
  SmallSocket dial();

  /** Puts a message for a role on the bus. */
  void tell(Role role, RoleMessage message);

  /** Gives gossip a message; {@link SmallServer#taken} follows once, whatever becomes of it. */
  void give(SmallSocket socket, RoleMessage.Received message, int size);

  /** Calls {@link SmallServer#flush} at the end of this turn. */
  void flushSoon();

  /** Takes note that a rule did not hold. */
  void broken(String rule, String what);

  /** Takes note of what the server did. */
  void note(int event, Supplier<String> sentence);

  /** Which generation this transaction was meant for. */
  long meantFor(byte[] transaction);
}
