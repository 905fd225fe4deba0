package io.fencewire.server;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fencewire.Ear;
import io.fencewire.RawPeer;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.PeerEvent;
import io.fencewire.bus.ServerAnswer.ListAnswer;
import io.fencewire.bus.ServerCommand;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.Disconnect;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of listed peers: what it may hold, and that a server follows it. */
class ListedPeersTest {
  private static final PeerId SEVEN = RawPeer.identity(7).peerId();
  private static final PeerId EIGHT = RawPeer.identity(8).peerId();

  @TempDir
  private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final NodeBus bus = new NodeBus(vertx, "node");
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("peers.txt");
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void commentsAndEmptyLinesAreSkipped() throws IOException {
    Files.writeString(file, "# friends\n\n  " + SEVEN + "  # seven\r\n" + EIGHT + "\n" + SEVEN);

    assertThat(ListedPeers.read(file)).containsExactlyInAnyOrder(SEVEN, EIGHT);
  }

  @Test
  void aBrokenLineIsNamed() throws IOException {
    Files.writeString(file, SEVEN + "\n" + SEVEN.toString().substring(1) + "\n");

    assertThatThrownBy(() -> ListedPeers.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("peers.txt is broken in line 2: an identity (64 hexadecimal digits)");
  }

  @Test
  void aServerWhoseListIsMissingDoesNotStart() {
    assertThat(catchThrowable(() -> await(vertx.deployVerticle(server()))))
        .hasMessageContaining("the list of peers can't be read: ")
        .hasMessageContaining("NoSuchFileException");
  }

  @Test
  void whoFallsOffTheListIsToldAndABrokenListChangesNothing() throws IOException {
    Files.writeString(file, SEVEN + "\n");
    PeerServerVerticle server = server();
    await(vertx.deployVerticle(server));
    Ear events = Ear.at(bus, bus.addresses().events());
    try (RawPeer seven = RawPeer.dial(server.listening(), 7);
        RawPeer eight = RawPeer.dial(server.listening(), 8)) {
      seven.shakeHands();
      assertThat(events.next(PeerEvent.Connected.class).connection().peer()).isEqualTo(SEVEN);
      eight.shakeHands();
      assertThat(eight.next(Disconnect.class).code()).isEqualTo(16);

      Files.writeString(file, "nobody\n");
      ListAnswer broken = read(server);
      assertThat(broken.problem()).contains("broken in line 1");
      assertThat(events.soFar(PeerEvent.Disconnected.class)).isEmpty();

      Files.writeString(file, EIGHT + "\n");
      assertThat(read(server).listed()).isEqualTo(1);
      assertThat(seven.next(Disconnect.class).code()).isEqualTo(16);
      assertThat(events.next(PeerEvent.Disconnected.class).reason())
          .isEqualTo(CloseReason.NOT_ADMITTED);
    }
  }

  @Test
  void aChangeOfTheFileIsNoticedWithoutAnybodyAsking() throws IOException {
    Files.writeString(file, SEVEN + "\n");
    PeerServerVerticle server = server();
    await(vertx.deployVerticle(server));
    try (RawPeer seven = RawPeer.dial(server.listening(), 7)) {
      seven.shakeHands();
      Files.writeString(file, "# nobody\n");

      assertThat(seven.next(Disconnect.class).code()).isEqualTo(16);
    }
  }

  private ListAnswer read(PeerServerVerticle server) {
    String address = bus.addresses().server(server.serverId());
    return await(bus.ask(address, new ServerCommand.ReadList(), 20_000, ListAnswer.class));
  }

  private PeerServerVerticle server() {
    ServerOptions options = ServerOptions.at(new ListenAddress("127.0.0.1", 0))
        .withAccess(new Access(true, false, Map.of()), file);
    return new PeerServerVerticle("node", options, RawPeer.identity(1));
  }
}
