package io.fencewire;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.identity.aleo.AleoNetwork;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.PeerConnection;
import io.fencewire.wire.Bytes;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of an Aleo network that begin the Noise handshake, over real sockets. */
class AleoNoiseTest {
  private final Vertx vertx = Vertx.vertx();
  private final AleoNode alpha = new AleoNode(vertx, "alpha", noise());
  private final AleoNode beta = new AleoNode(vertx, "beta", new JsonObject());

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void whoBeginsItIsTakenOnByANodeThatWouldBeginTheOther() {
    ConnectionToken token = dial(alpha, beta);
    PeerConnection there = beta.nextConnection();
    PeerConnection here = alpha.nextConnection();
    assertThat(here.token()).isEqualTo(token);
    assertThat(here.peer()).isEqualTo(beta.identity().peerId());
    assertThat(there.peer()).isEqualTo(alpha.identity().peerId());
    assertThat(here.session()).isEqualTo(there.session());
    assertThat(here.traits().hasExtensions()).isFalse();
  }

  @Test
  void andTheOtherWayRoundItIsTheChallengeHandshake() {
    dial(beta, alpha);
    assertThat(alpha.nextConnection().peer()).isEqualTo(beta.identity().peerId());
  }

  @Test
  void aConnectionThatCameAboutSoEndsAndComesBackLikeAnyOther() {
    ConnectionToken first = dial(alpha, beta);
    alpha.nextConnection();
    beta.nextConnection();
    await(alpha.network().disconnect(first));
    assertThat(beta.nextEnd().reason()).isNotEqualTo(CloseReason.PROTOCOL_VIOLATION);
    assertThat(dial(alpha, beta)).isNotEqualTo(first);
    assertThat(beta.nextConnection().peer()).isEqualTo(alpha.identity().peerId());
  }

  /** Its hint is enough: no key is agreed with one who is not on the list. */
  @Test
  void whoIsNotListedIsCutOffAtItsHint(@TempDir Path folder) throws IOException {
    Path list = Files.createFile(folder.resolve("listed"));
    AleoNode gamma = new AleoNode(
        vertx,
        "gamma",
        new JsonObject()
            .put("peers", new JsonObject().put("admit", "listed").put("listed", list.toString())));
    assertThatThrownBy(() -> dial(alpha, gamma)).hasMessageContaining("SOCKET_CLOSED");
  }

  @Test
  void whoBeginsItAndSaysNothingOfUseIsCutOff() throws IOException {
    RawAleoPeer.Said said = RawAleoPeer.Said.usual(AleoNetwork.TESTNET);
    try (RawAleoPeer peer = RawAleoPeer.dial(beta.listening(), said)) {
      peer.send(Bytes.parse("ae1e00ff" + "48000000" + "00".repeat(72)).toArray());
      assertThat(peer.isEnded()).isTrue();
    }
  }

  private static ConnectionToken dial(AleoNode from, AleoNode to) {
    return await(from.network().connect(to.listening().toString()));
  }

  private static JsonObject noise() {
    return new JsonObject().put("network", new JsonObject().put("handshake", "noise"));
  }
}
