package interop;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * Transactions and solutions: every other one from A over Fencewire to B, and the rest from
 * Fencewire to both. A whole client tells nobody what it was handed; B does.
 */
record Gossip(SnarkOs a, SnarkOs b, List<Ours> ours) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  void check(Checks checks) throws Exception {
    int published = 0;
    for (JsonObject item : a.items()) {
      if (item.getInteger("number") % 2 == 0) {
        fromSnarkOs(checks, item);
      } else {
        fromOurs(checks, item);
        published++;
      }
    }
    int all = published;
    String three = publisher().listening();
    boolean came = Encounter.until(PATIENCE, () -> a.ledger().items(three) == all);
    checks.add(
        came,
        "A, too, has received what three has published",
        "%d of %d, and has kept the connection".formatted(a.ledger().items(three), all));
  }

  private void fromSnarkOs(Checks checks, JsonObject item) throws Exception {
    String digest = item.getString("sha256");
    a.propagate(item.getInteger("number"));
    boolean here = Encounter.until(
        PATIENCE, () -> ours.stream().allMatch(node -> node.item(digest).isPresent()));
    boolean there = Encounter.until(PATIENCE, () -> hasReceived(b, digest));
    checks.add(here && there, "A sends to all, and three passes it on to B", described(item));
  }

  private void fromOurs(Checks checks, JsonObject item) throws Exception {
    String digest = item.getString("sha256");
    byte[] body = HexFormat.of().parseHex(item.getString("body"));
    Ours.await(publisher().network().publish(item.getString("topic"), body));
    boolean there = Encounter.until(PATIENCE, () -> hasReceived(b, digest));
    checks.add(there, "three publishes, and B is handed it", described(item));
  }

  /** The one that has both of them as peers. */
  private Ours publisher() {
    return ours.get(2);
  }

  private static String described(JsonObject item) {
    return "%s, %d bytes, SHA-256 %s… at both ends"
        .formatted(
            item.getString("topic"),
            item.getInteger("size"),
            item.getString("sha256").substring(0, 16));
  }

  /** Whether its code has decoded an item of these bytes, and found its id to be right. */
  private static boolean hasReceived(SnarkOs snarkOs, String digest) {
    return snarkOs.received().stream().anyMatch(item -> item.getString("sha256").equals(digest));
  }
}
