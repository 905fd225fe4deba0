package interop;

import io.fencewire.peer.Direction;
import io.fencewire.peer.PeerConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who dials whom, and whether both ends call it a connection. */
record Handshakes(SnarkOs a, SnarkOs b, List<Ours> ours, Launched launched) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  void check(Checks checks) throws Exception {
    pair(checks, ours.get(0), a, Direction.OUTBOUND);
    pair(checks, ours.get(1), a, Direction.OUTBOUND);
    pair(checks, ours.get(2), a, Direction.INBOUND);
    pair(checks, ours.get(3), a, Direction.INBOUND);
    pair(checks, ours.get(2), b, Direction.INBOUND);
    boolean live = Encounter.until(PATIENCE, () -> isPeer(a, launched.listening()));
    checks.add(live, "java -jar dials A", launched.peers().size() + " peer");
  }

  private void pair(Checks checks, Ours node, SnarkOs other, Direction direction) throws Exception {
    boolean both = Encounter.until(
        PATIENCE,
        () -> node.connectionTo(other.listening()).isPresent() && isPeer(other, node.listening()));
    Optional<PeerConnection> connection = node.connectionTo(other.listening());
    String key = other.identity();
    boolean right = connection
        .filter(it -> it.direction() == direction)
        .filter(it -> it.peer().toString().equals(key))
        .isPresent();
    checks.add(
        both && right,
        direction == Direction.OUTBOUND
            ? node.name() + " dials " + name(other)
            : name(other) + " dials " + node.name(),
        connection
            .map(it -> "%s %s, %s, version %d, the account's key is proven"
                .formatted(
                    it.direction(),
                    it.token(),
                    it.traits().nodeType(),
                    it.traits().version()))
            .orElse("no connection"));
  }

  private String name(SnarkOs other) {
    return other == a ? "A" : "B";
  }

  private static boolean isPeer(SnarkOs snarkOs, String listening) {
    try {
      return snarkOs.peers().contains(listening);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
