package interop;

import interop.NoisePeer.Meeting;
import io.fencewire.api.DialException;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Direction;
import io.fencewire.peer.PeerConnection;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * The Noise handshake in both roles, against snarkOS's own session, signatures and frames: two
 * connections that last, others that are refused meanwhile, and what both ends say of each.
 */
final class Noise implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Vertx vertx = Vertx.vertx();
  private final NoisePeer peer;
  private final Ours begins;
  private final Ours answers;

  /** One that dials us, what it does, how it ends, and the code that it hears; null for none. */
  private record Visitor(String manner, CloseReason reason, Integer code) {}

  /** One that we dial, what it does, and why there is no connection. */
  private record Host(String manner, CloseReason reason) {}

  Noise(Path binary, Path folder) throws Exception {
    this.peer = new NoisePeer(binary, folder);
    JsonObject noise = Ours.waiting("client");
    noise.getJsonObject("network").put("handshake", "noise");
    this.begins = new Ours(vertx, "begins", noise);
    this.answers = new Ours(vertx, "answers", Ours.waiting("client"));
  }

  void check(Checks checks) throws Exception {
    Meeting visitor = peer.dial(answers, "honest");
    shaken(checks, visitor, answers, Direction.INBOUND);
    Meeting host = peer.listen("honest");
    Ours.await(begins.network().connect(host.listening()));
    shaken(checks, host, begins, Direction.OUTBOUND);
    pings(checks, visitor, answers);
    pings(checks, host, begins);
    ConnectionToken first = token(answers, visitor);
    ConnectionToken second = token(begins, host);

    refuseVisitors(checks);
    refuseHosts(checks);
    otherHandshake(checks);

    stillThere(checks, visitor, answers, first);
    stillThere(checks, host, begins, second);
    List<String> complaints = peer.complaints();
    complaints.forEach(complaint -> System.out.println("  " + complaint));
    checks.add(complaints.isEmpty(), "no warning of snarkOS", complaints.size() + " warnings");
  }

  @Override
  public void close() throws Exception {
    Ours.await(vertx.close());
    peer.close();
  }

  private void shaken(Checks checks, Meeting meeting, Ours node, Direction direction)
      throws Exception {
    JsonObject theirView = peer.hear(meeting, "shaken");
    String key = meeting.identity();
    boolean live = Encounter.until(PATIENCE, () -> connection(node, meeting).isPresent());
    Optional<PeerConnection> ourView = connection(node, meeting)
        .filter(it -> it.direction() == direction)
        .filter(it -> it.peer().toString().equals(key));
    boolean same = theirView.getString("address").equals(node.address())
        && node.listening().endsWith(":" + theirView.getInteger("port"));
    checks.add(
        live && same && ourView.isPresent() && node.isLive(token(node, meeting)),
        direction == Direction.INBOUND
            ? "their initiator, Fencewire answers: both accounts are proven"
            : "Fencewire begins, their responder: both accounts are proven",
        ourView
            .map(it -> "%s %s, %s, version %d; they call us %s, version %d"
                .formatted(
                    it.direction(),
                    it.token(),
                    it.traits().nodeType(),
                    it.traits().version(),
                    theirView.getString("type"),
                    theirView.getInteger("version")))
            .orElse("no such connection; they say " + theirView));
  }

  private void pings(Checks checks, Meeting meeting, Ours node) throws Exception {
    JsonObject pong = peer.hear(meeting, "pong");
    JsonObject ping = peer.hear(meeting, "ping");
    boolean heard = Encounter.until(PATIENCE, () -> figures(node).heartbeat("pongs") > 0);
    checks.add(
        heard && ping.getBoolean("valid") && !pong.getBoolean("fork"),
        "Pings and Pongs in the clear after it, " + node.name(),
        "their Ping got our Pong; our Ping, version %d, height %d, got their Pong, as %d of %d at our end"
            .formatted(
                ping.getInteger("version"),
                ping.getInteger("height"),
                figures(node).heartbeat("pongs"),
                figures(node).heartbeat("pings")));
  }

  private void refuseVisitors(Checks checks) throws Exception {
    List<Visitor> visitors = List.of(
        new Visitor("contradicts", CloseReason.PROTOCOL_VIOLATION, null),
        new Visitor("restrictions", CloseReason.OTHER_NETWORK, 1),
        new Visitor("gateway-domain", CloseReason.INVALID_CHALLENGE_RESPONSE, 1),
        new Visitor("stranger", CloseReason.INVALID_CHALLENGE_RESPONSE, 1),
        new Visitor("other-session", CloseReason.INVALID_CHALLENGE_RESPONSE, 1),
        new Visitor("gateway-mode", CloseReason.PROTOCOL_VIOLATION, null));
    for (Visitor visitor : visitors) {
      String counter = "closes." + visitor.reason().name().toLowerCase(Locale.ROOT);
      long before = figures(answers).server(counter);
      Meeting meeting = peer.dial(answers, visitor.manner());
      JsonObject refused = peer.hear(meeting, "refused");
      boolean counted =
          Encounter.until(PATIENCE, () -> figures(answers).server(counter) == before + 1);
      boolean right = Objects.equals(refused.getInteger("code"), visitor.code());
      checks.add(
          counted && right && answers.lives().size() == 1,
          "their initiator, " + visitor.manner() + ": no connection",
          "we say %s; they hear %s: %s"
              .formatted(
                  counted ? visitor.reason() : "something else than " + visitor.reason(),
                  refused.getInteger("code"),
                  refused.getString("why")));
    }
  }

  private void refuseHosts(Checks checks) throws Exception {
    List<Host> hosts = List.of(
        new Host("restrictions", CloseReason.OTHER_NETWORK),
        new Host("gateway-domain", CloseReason.INVALID_CHALLENGE_RESPONSE),
        new Host("stranger", CloseReason.INVALID_CHALLENGE_RESPONSE),
        new Host("other-session", CloseReason.INVALID_CHALLENGE_RESPONSE),
        new Host("rejects-6", CloseReason.OUTDATED_VERSION),
        new Host("rejects-12", CloseReason.SURPLUS),
        new Host("rejects-14", CloseReason.YOUR_PORT_IS_CLOSED));
    for (Host host : hosts) {
      Meeting meeting = peer.listen(host.manner());
      DialException failure = refused(begins, meeting);
      checks.add(
          failure.reason() == host.reason() && begins.lives().size() == 1,
          "their responder, " + host.manner() + ": no connection",
          failure.getMessage().replaceFirst("^\\S+ ", ""));
    }
  }

  /** Nobody begins Noise who was not told to. */
  private void otherHandshake(Checks checks) throws Exception {
    Meeting meeting = peer.listen("honest");
    DialException failure = refused(answers, meeting);
    String why = peer.hear(meeting, "refused").getString("why");
    checks.add(
        why.contains("challenge"),
        "by default Fencewire begins the challenge handshake",
        "they say: %s; we say: %s".formatted(why, failure.reason()));
  }

  private void stillThere(Checks checks, Meeting meeting, Ours node, ConnectionToken token)
      throws Exception {
    peer.ping(meeting);
    JsonObject pong = peer.hear(meeting, "pong");
    checks.add(
        node.isLive(token) && !pong.getBoolean("fork") && node.lives().size() == 1,
        "all that was refused did no harm to the connection of " + node.name(),
        token + " is LIVE, and has answered one more Ping");
  }

  private static DialException refused(Ours node, Meeting meeting) throws Exception {
    try {
      ConnectionToken token = Ours.await(node.network().connect(meeting.listening()));
      throw new IllegalStateException("there is a connection, " + token + ", with " + meeting);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof DialException refused) {
        return refused;
      }
      throw failed;
    }
  }

  private static ConnectionToken token(Ours node, Meeting meeting) {
    return connection(node, meeting).map(PeerConnection::token).orElseThrow();
  }

  private static Optional<PeerConnection> connection(Ours node, Meeting meeting) {
    return node.connectionTo(meeting.listening());
  }

  private static Figures figures(Ours node) {
    try {
      return node.figures();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
