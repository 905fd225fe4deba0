package io.fencewire.server;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fencewire.RawPeer;
import io.fencewire.RawTls;
import io.fencewire.bus.BusRecord;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.ServerAnswer.ConnectAnswer;
import io.fencewire.bus.ServerAnswer.ServerStats;
import io.fencewire.bus.ServerCommand;
import io.fencewire.identity.Certificates;
import io.fencewire.identity.Ed25519Identity;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ListenAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * A certificate over a key of no bytes, over which the JDK's own parser stumbles with an
 * ArrayIndexOutOfBoundsException: it ends like every other bad certificate.
 */
class TlsEmptyKeyTest {
  private static final Ed25519Identity PEER = RawPeer.identity(7);

  private final RawTls tls = RawTls.with(PEER, Certificates.keyless(PEER));
  private final Vertx vertx = Vertx.vertx();
  private final NodeBus bus = new NodeBus(vertx, "node");
  private final PeerServerVerticle server = new PeerServerVerticle(
      "node",
      ServerOptions.at(new ListenAddress("127.0.0.1", 0)).withTransport(Transport.TLS),
      RawPeer.identity(1));
  private final ListAppender<ILoggingEvent> nettysLog = new ListAppender<>();

  @BeforeEach
  void start() {
    nettysLog.start();
    netty().addAppender(nettysLog);
    await(vertx.deployVerticle(server));
  }

  @AfterEach
  void stop() {
    await(vertx.close());
    netty().detachAppender(nettysLog);
  }

  @Test
  void whoDialsWithItIsRefused() throws IOException {
    try (SSLSocket socket = tls.dial(server.listening())) {
      assertThat(isHungUp(socket)).isTrue();
    }
    long end = System.nanoTime() + 10_000_000_000L;
    long failed = 0;
    while (failed == 0 && System.nanoTime() - end < 0) {
      failed = await(ask(new ServerCommand.AskStats(), ServerStats.class))
          .counters()
          .getOrDefault("closes.tls_failed", 0L);
    }
    assertThat(failed).isEqualTo(1);
    nobodyIsHeardOf();
  }

  @Test
  void whoIsDialledWithItIsHungUpOn() throws IOException {
    try (var listener = tls.listen()) {
      ListenAddress address = new ListenAddress("127.0.0.1", listener.getLocalPort());
      long deadline = System.nanoTime() + 5_000_000_000L;
      Future<ConnectAnswer> dialled =
          ask(new ServerCommand.Connect(address, deadline), ConnectAnswer.class);
      try (Socket socket = listener.accept()) {
        assertThat(isHungUp((SSLSocket) socket)).isTrue();
      }
      assertThat(await(dialled).refusal()).isEqualTo(CloseReason.TLS_FAILED);
    }
    nobodyIsHeardOf();
  }

  private static boolean isHungUp(SSLSocket socket) {
    try {
      socket.startHandshake();
      return socket.getInputStream().read() < 0;
    } catch (IOException alert) {
      return true;
    }
  }

  /** No stranger may write into the log as he likes. */
  private void nobodyIsHeardOf() {
    assertThat(nettysLog.list).isEmpty();
  }

  private <T extends BusRecord> Future<T> ask(ServerCommand command, Class<T> answer) {
    return bus.ask(bus.addresses().server(server.serverId()), command, 20_000, answer);
  }

  private static Logger netty() {
    return (Logger) LoggerFactory.getLogger("io.netty");
  }
}
