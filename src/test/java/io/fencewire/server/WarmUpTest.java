package io.fencewire.server;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.RawPeer;
import io.fencewire.identity.Ed25519Identity;
import io.fencewire.identity.Identity;
import io.fencewire.identity.TlsIdentity;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.Bytes;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the first handshakes of a JVM need is loaded before it listens, and off the event loop. */
class WarmUpTest {
  private static final Ed25519Identity KEY = RawPeer.identity(1);

  private final Vertx vertx = Vertx.vertx();
  private final List<Boolean> onEventLoop = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void theKeyIsUsedBeforeTheServerListensAndOnNoEventLoop() {
    await(vertx.deployVerticle(server(new Watched(true))));

    assertThat(onEventLoop).hasSizeGreaterThanOrEqualTo(40).containsOnly(false);
  }

  @Test
  void aKeyThatCannotVerifyItsOwnSignatureDoesNotStart() {
    assertThatThrownBy(() -> await(vertx.deployVerticle(server(new Watched(false)))))
        .hasMessageContaining("can't verify what it has signed");
  }

  @Test
  void tlsIsSpokenToTheEndWithItself() throws SSLException {
    TlsIdentity identity = TlsIdentity.of(KEY, InstantSource.system());

    assertThat(WarmUp.of(identity)).isEqualTo(KEY.peerId());
  }

  private static PeerServerVerticle server(Identity identity) {
    return new PeerServerVerticle(
        "node", ServerOptions.at(new ListenAddress("127.0.0.1", 0)), identity);
  }

  /** Notes where it is used. */
  private final class Watched implements Identity {
    private final boolean verifies;

    private Watched(boolean verifies) {
      this.verifies = verifies;
    }

    @Override
    public PeerId peerId() {
      return KEY.peerId();
    }

    @Override
    public Bytes sign(byte[] message) {
      onEventLoop.add(Context.isOnEventLoopThread());
      return KEY.sign(message);
    }

    @Override
    public boolean verify(PeerId signer, byte[] message, Bytes signature) {
      onEventLoop.add(Context.isOnEventLoopThread());
      return verifies && KEY.verify(signer, message, signature);
    }
  }
}
