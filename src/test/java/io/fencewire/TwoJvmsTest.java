package io.fencewire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes in two JVMs, started by the launcher, either of which is killed with kill -9. */
class TwoJvmsTest {
  @TempDir
  private Path folder;

  @Test
  void twoNodesConnectPingAndGossipAndSurviveTheKillingOfEither() throws IOException {
    int alphaPort = freePort();
    int betaPort = freePort();
    try (Jvm alpha = Jvm.start(conf("alpha", alphaPort, betaPort));
        Jvm beta = Jvm.start(conf("beta", betaPort, alphaPort))) {
      Jvm.Announced before = exchange(alpha, beta);

      beta.kill();
      alpha.await("disconnected " + before.token());
      try (Jvm betaAgain = Jvm.start(conf("beta", betaPort, alphaPort))) {
        alpha.await("connected");
        Jvm.Announced after = exchange(alpha, betaAgain);
        assertThat(after.peer()).as("the same peer").isEqualTo(before.peer());
        assertThat(after.token()).as("a new token").isNotEqualTo(before.token());

        Jvm.Announced seen = betaAgain.latest();
        alpha.kill();
        betaAgain.await("disconnected " + seen.token());
        try (Jvm alphaAgain = Jvm.start(conf("alpha", alphaPort, betaPort))) {
          betaAgain.await("connected");
          Jvm.Announced seenAgain = exchange(betaAgain, alphaAgain);
          assertThat(seenAgain.peer()).as("the same peer").isEqualTo(seen.peer());
          assertThat(seenAgain.token()).as("a new token").isNotEqualTo(seen.token());
        }
      }
    }
  }

  /**
   * Waits until both have items of each other and further pongs; both may have dialled, so that the
   * connection in use is only known afterwards.
   */
  private static Jvm.Announced exchange(Jvm one, Jvm other) {
    other.await("connected");
    awaitPongs(one);
    awaitPongs(other);
    for (String name : List.of("alpha", "beta")) {
      one.await("item " + name);
      other.await("item " + name);
    }
    awaitPongs(one);
    return one.latest();
  }

  private static void awaitPongs(Jvm jvm) {
    int pongs = Integer.parseInt(jvm.await("pongs"));
    while (Integer.parseInt(jvm.await("pongs")) < pongs + 2) {
      assertThat(pongs).isNotNegative();
    }
  }

  private JsonObject conf(String node, int port, int other) {
    return new JsonObject()
        .put("node", node)
        .put("key", folder.resolve(node + ".key").toString())
        .put("listen", new JsonObject().put("host", "127.0.0.1").put("port", port))
        .put("heartbeat", new JsonObject().put("interval", "200ms"))
        .put("refresh", new JsonObject().put("interval", "2s"))
        .put(
            "peers",
            new JsonObject()
                .put("min", 1)
                .put("target", 1)
                .put("max", 3)
                .put("book", folder.resolve(node + "-book.json").toString())
                .put("bootstrap", new JsonArray().add("127.0.0.1:" + other)));
  }

  /** A port that was free a moment ago; the nodes have to know each other's before they start. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
