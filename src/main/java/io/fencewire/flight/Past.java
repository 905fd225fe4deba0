package io.fencewire.flight;

import io.fencewire.flight.Note.Connected;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a record has told before the entry that is being looked at. */
final class Past {
  private final Map<Long, Course> courses = new HashMap<>();
  private final Map<ConnectionToken, Long> owners = new HashMap<>();
  private final Set<ConnectionToken> connected = new HashSet<>();
  private final boolean forgotten;
  private boolean lifeKnown;

  /** The past of a record whose lane of lives has forgotten something, or has not. */
  Past(boolean forgotten) {
    this.forgotten = forgotten;
    lifeKnown = !forgotten;
  }

  /** The course of the connection that an entry is about. */
  Course course(Entry entry) {
    return courses.computeIfAbsent(entry.connection(), first -> new Course());
  }

  /** Whether another connection had this token. */
  boolean hasOther(ConnectionToken token, long connection) {
    return owners.getOrDefault(token, connection) != connection;
  }

  /** Whether this token was announced as connected. */
  boolean wasConnected(ConnectionToken token) {
    return connected.contains(token);
  }

  /** Whether what led to the end that comes next is in the record. */
  boolean isLifeKnown() {
    return lifeKnown;
  }

  /** Takes an entry in. */
  void take(Entry entry) {
    ConnectionToken token = entry.token();
    // of one that is still on its approach nobody knows what it became, once lives were forgotten
    if (token != null || !forgotten) {
      course(entry).take(entry);
    }
    if (token == null) {
      return;
    }
    owners.putIfAbsent(token, entry.connection());
    if (entry.note() instanceof Connected) {
      connected.add(token);
    }
    // a command to close, the state and the end follow each other: the first may be forgotten alone
    lifeKnown |= entry.lane() == Lane.LIFE && !course(entry).isAtLeast(ConnectionState.CLOSING);
  }
}
