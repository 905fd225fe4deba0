package io.fencewire.server;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.bus.NodeBus;
import io.fencewire.bus.SiblingMessage;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.ServerId;
import io.vertx.core.Vertx;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whom of those who speak for this node a server believes. */
class SiblingDeskTest {
  private static final ServerId OTHER = new ServerId(7, 7);

  private final Vertx vertx = Vertx.vertx();
  private final ToyNetwork network = new ToyNetwork();
  private final ToyServer toy = new ToyServer(network, 1);
  private final SiblingDesk desk = new SiblingDesk(
      new NodeBus(vertx, "siblings"),
      new SiblingDesk.Self(toy.id(), home("here", toy.identity().peerId())),
      toy.server(),
      toy::now);

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void aServerWithTheSameKeyIsASibling() {
    desk.hear(holds(toy.identity().peerId()));

    assertThat(toy.server().rivalry().knows(OTHER)).isTrue();
  }

  @Test
  void aServerWithAnotherKeyIsNoneWhateverItSays() {
    desk.hear(holds(new ToyServer(network, 9).identity().peerId()));
    desk.hear(new SiblingMessage.HandsOver(OTHER, List.of(), toy.now()));

    assertThat(toy.server().rivalry().knows(OTHER)).isFalse();
    assertThat(toy.server().counters().list()).containsEntry("strangers", 1L);
  }

  private static SiblingMessage.Holds holds(PeerId identity) {
    return new SiblingMessage.Holds(OTHER, home("elsewhere", identity), List.of(), 0);
  }

  private static SiblingMessage.Home home(String jvm, PeerId identity) {
    return new SiblingMessage.Home(jvm, identity);
  }
}
