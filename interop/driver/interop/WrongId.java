package interop;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/**
 * An item whose id is not that of what is in it: snarkOS must drop us for it. So this check sees a
 * disconnect that no refresh has caused, and snarkOS does look into what it is sent.
 */
record WrongId(SnarkOs a, Ours node) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  void check(Checks checks) throws Exception {
    JsonObject item = a.items().get(0);
    byte[] body = HexFormat.of().parseHex(item.getString("body"));
    body[0] ^= 1;
    boolean connected =
        Encounter.until(PATIENCE, () -> node.connectionTo(a.listening()).isPresent());
    int before = a.ledger().complaints().size();
    Ours.await(node.network().publish(item.getString("topic"), body));
    boolean over =
        Encounter.until(PATIENCE, () -> node.connectionTo(a.listening()).isEmpty());
    Optional<String> complaint = a.ledger().complaints().stream()
        .skip(before)
        .filter(line -> line.contains("UnconfirmedTransaction"))
        .findFirst();
    checks.add(
        connected && over && complaint.isPresent(),
        "an item with a wrong id costs the connection, as it should",
        complaint.map(line -> line.replaceFirst("^\\S+ ", "")).orElse("nothing was said of it"));
  }
}
