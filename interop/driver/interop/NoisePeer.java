package interop;

import io.fencewire.identity.aleo.AleoAddress;
import io.fencewire.identity.aleo.EncodingException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The other end of Noise handshakes, one account and one port for each: snarkOS's code beneath. */
final class NoisePeer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(45);
  private static final Set<String> ENDS = Set.of("refused", "over");

  private final SnarkOs process;
  private final List<JsonObject> heard = new ArrayList<>();
  private int meetings;

  /** One handshake and what follows, and who is at that end. */
  record Meeting(int number, String listening, String address) {
    /** The account as Fencewire's identities are written. */
    String identity() throws EncodingException {
      return AleoAddress.parse(address).encode().toString();
    }
  }

  NoisePeer(Path binary, Path folder) throws IOException, InterruptedException {
    this.process = new SnarkOs("noise", binary, List.of(), folder);
  }

  /** It dials this node, and behaves like this. */
  Meeting dial(Ours node, String manner) throws InterruptedException {
    return meet("dial %d " + manner + " " + node.listening());
  }

  /** It waits for one who dials it, and behaves like this. */
  Meeting listen(String manner) throws InterruptedException {
    return meet("listen %d " + manner);
  }

  void ping(Meeting meeting) {
    process.tell("ping " + meeting.number());
  }

  /** The next thing of this kind that it says of the meeting; an end instead is a failure. */
  JsonObject hear(Meeting meeting, String event) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Optional<JsonObject> said = said(meeting, Set.of(event));
      if (said.isPresent()) {
        heard.remove(said.get());
        return said.get();
      }
      Optional<JsonObject> end = said(meeting, ENDS);
      if (end.isPresent() || System.nanoTime() - deadline >= 0) {
        throw new IllegalStateException("no '" + event + "' of " + meeting + ", but " + end);
      }
      heard.add(process.answer(Duration.ofNanos(deadline - System.nanoTime())));
    }
  }

  /** Its warnings and errors. */
  List<String> complaints() {
    return process.ledger().complaints();
  }

  @Override
  public void close() throws IOException {
    process.close();
  }

  private Meeting meet(String command) throws InterruptedException {
    int number = ++meetings;
    process.tell(command.formatted(number));
    JsonObject ready = hear(new Meeting(number, "", ""), "ready");
    return new Meeting(number, ready.getString("listening"), ready.getString("address"));
  }

  private Optional<JsonObject> said(Meeting meeting, Set<String> events) {
    return heard.stream()
        .filter(said -> meeting.number() == said.getInteger("number", 0))
        .filter(said -> events.contains(said.getString("event")))
        .findFirst();
  }
}
