package io.fencewire.server;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.TwoNodes;
import io.fencewire.api.PeerNetwork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a flight recording shows of a connection. */
class FlightEventsTest {
  @TempDir
  private Path folder;

  @Test
  void itsWayAndTheCommandThatCameTooLateAreRecorded() throws IOException {
    Path file = folder.resolve("flight.jfr");
    try (TwoNodes nodes = new TwoNodes();
        Recording recording = new Recording()) {
      recording.enable("io.fencewire.Transition");
      recording.enable("io.fencewire.RefusedCommand");
      recording.start();
      PeerNetwork alpha = PeerNetwork.of(nodes.vertx, "alpha");
      var token = await(alpha.connect(nodes.betaAddress()));
      await(alpha.disconnect(token));
      nodes.nextEnd();
      await(alpha.send(token, "late", "x".getBytes(StandardCharsets.UTF_8)));
      recording.stop();
      recording.dump(file);

      List<RecordedEvent> events = RecordingFile.readAllEvents(file);
      assertThat(events)
          .filteredOn(event -> event.getEventType().getName().endsWith("Transition"))
          .extracting(event -> event.getString("to"))
          .contains("HANDSHAKING", "PREPARING", "LIVE", "CLOSING");
      assertThat(events)
          .filteredOn(event -> event.getEventType().getName().endsWith("RefusedCommand"))
          .anySatisfy(event -> {
            assertThat(event.getString("token")).isEqualTo(token.text());
            assertThat(event.getString("outcome")).isIn("STALE", "CLOSING");
          });
    }
  }
}
