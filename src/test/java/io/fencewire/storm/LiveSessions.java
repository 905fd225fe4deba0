package io.fencewire.storm;

import static io.fencewire.Ear.await;

import io.fencewire.bus.NodeBus;
import io.fencewire.bus.PeerEvent;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.PeerConnection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What a node announces, and whether it announces each connection once, and its end once after. */
final class LiveSessions {
  private final Map<ConnectionToken, PeerConnection> live = new ConcurrentHashMap<>();
  private final Set<ConnectionToken> over = ConcurrentHashMap.newKeySet();
  private final Queue<PeerEvent> wrong = new ConcurrentLinkedQueue<>();

  private LiveSessions() {}

  /** Those of this node, from now on. */
  static LiveSessions of(NodeBus bus) {
    LiveSessions sessions = new LiveSessions();
    await(
        bus.listen(bus.addresses().events(), message -> sessions.heard((PeerEvent) message.body()))
            .completion());
    return sessions;
  }

  /** Those that are announced and not over. */
  List<PeerConnection> now() {
    return List.copyOf(live.values());
  }

  /** How many are over. */
  int over() {
    return over.size();
  }

  /** Whether this one is. */
  boolean isOver(ConnectionToken token) {
    return over.contains(token);
  }

  /** Announcements that should not have come. */
  List<PeerEvent> wrong() {
    return List.copyOf(wrong);
  }

  private void heard(PeerEvent event) {
    if (event instanceof PeerEvent.Connected begun) {
      PeerConnection connection = begun.connection();
      if (over.contains(connection.token()) || live.put(connection.token(), connection) != null) {
        wrong.add(event);
      }
    } else if (event instanceof PeerEvent.Disconnected end) {
      ConnectionToken token = end.connection().token();
      if (live.remove(token) == null || !over.add(token)) {
        wrong.add(event);
      }
    }
  }
}
