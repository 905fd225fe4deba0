package io.fencewire.server;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.RawPeer;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.ServerAnswer.ConnectAnswer;
import io.fencewire.bus.ServerCommand;
import io.fencewire.identity.Identity;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.Ping;
import io.fencewire.wire.Pong;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No signature is made or verified on an event loop, whoever has dialled. */
class ProofThreadsTest {
  private final Vertx vertx = Vertx.vertx();
  private final List<String> threads = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void signaturesAreMadeAndVerifiedOnTheThreadsOfHandshakes() throws IOException {
    PeerServerVerticle server = start("dialed", 1);
    threads.clear(); // those of the warm-up
    try (RawPeer peer = RawPeer.dial(server.listening(), 7)) {
      peer.shakeHands();
      peer.send(new Ping(17, NodeType.CLIENT, null));
      peer.await(Pong.class);
    }
    assertThat(threads).hasSize(2).allMatch(name -> name.startsWith(HandshakeWorkers.POOL));
  }

  @Test
  void soTheyAreAtTheEndThatDials() {
    PeerServerVerticle server = start("dialed", 1);
    PeerServerVerticle dialer = start("dialer", 2);
    threads.clear();
    NodeBus bus = new NodeBus(vertx, "dialer");
    long deadline = System.nanoTime() + 5_000_000_000L;
    ConnectAnswer dialled = await(bus.ask(
        bus.addresses().server(dialer.serverId()),
        new ServerCommand.Connect(server.listening(), deadline),
        20_000,
        ConnectAnswer.class));
    assertThat(dialled.refusal()).isNull();
    assertThat(threads).hasSize(4).allMatch(name -> name.startsWith(HandshakeWorkers.POOL));
  }

  private PeerServerVerticle start(String node, int key) {
    PeerServerVerticle server = new PeerServerVerticle(
        node,
        ServerOptions.at(new ListenAddress("127.0.0.1", 0)),
        new Observed(RawPeer.identity(key)));
    await(vertx.deployVerticle(server));
    return server;
  }

  /** An identity that notes who has it work. */
  private final class Observed implements Identity {
    private final Identity identity;

    private Observed(Identity identity) {
      this.identity = identity;
    }

    @Override
    public PeerId peerId() {
      return identity.peerId();
    }

    @Override
    public Bytes sign(byte[] message) {
      threads.add(Thread.currentThread().getName());
      return identity.sign(message);
    }

    @Override
    public boolean verify(PeerId signer, byte[] message, Bytes signature) {
      threads.add(Thread.currentThread().getName());
      return identity.verify(signer, message, signature);
    }
  }
}
