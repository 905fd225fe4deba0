package io.fencewire.storm;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;
import io.fencewire.server.Transport;
import io.fencewire.storm.Visitor.Caller;
import io.fencewire.wire.Disconnect;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that end in every state and in every way, and some that are ended thrice at once. */
class CloseStormTest {
  private static final int COMMANDERS = 3;

  @ParameterizedTest
  @EnumSource
  void eachEndingHappensOnceAndLeavesNothing(Ending ending) throws IOException {
    happen(ending, 1);
  }

  @Tag("storm")
  @ParameterizedTest
  @EnumSource
  void eachEndingHappensAHundredTimesAndLeavesNothing(Ending ending) throws IOException {
    happen(ending, StormSize.of("endings", 100));
  }

  @Test
  void ofThreeDisconnectsAtOnceOneIsExecuted() {
    disconnectThrice(30);
  }

  @Test
  @Tag("storm")
  void ofThreeDisconnectsAtOnceOneIsExecutedEachTime() {
    disconnectThrice(StormSize.of("closes", 1_000));
  }

  private static void happen(Ending ending, int times) throws IOException {
    try (EndingsNode node = new EndingsNode()) {
      for (int i = 0; i < times; i++) {
        ending.happen(node);
        assertThat(node.atRest()).isEmpty();
      }
    }
  }

  private static void disconnectThrice(int rounds) {
    ExecutorService commanders = Executors.newFixedThreadPool(COMMANDERS);
    try (StormNode node = new StormNode(Vertx.vertx(), "node", Transport.PLAIN)) {
      LiveSessions sessions = LiveSessions.of(node.bus());
      Crowd.run("disconnects thrice at once", 1, rounds, (thread, number) -> {
        try (Visitor visitor = Visitor.call(node.listening(), Caller.plain(number), number)) {
          assertThat(visitor.shakeHands().accepted()).isTrue();
          ConnectionToken token = liveOf(visitor.peer().peerId(), sessions);
          List<Outcome> outcomes = thrice(commanders, () -> await(node.close(token)));
          assertThat(outcomes).containsOnlyOnce(Outcome.WRITTEN);
          assertThat(outcomes).isSubsetOf(Outcome.WRITTEN, Outcome.CLOSING, Outcome.STALE);
          visitor.peer().await(Disconnect.class);
          Patience.until(() -> sessions.isOver(token), () -> sessions.now().toString());
        }
      });
      assertThat(sessions.over()).isEqualTo(rounds);
      assertThat(sessions.wrong()).isEmpty();
    } finally {
      commanders.shutdown();
    }
  }

  private static ConnectionToken liveOf(PeerId peer, LiveSessions sessions) {
    Patience.until(() -> find(peer, sessions).isPresent(), () -> "no connection with " + peer);
    return find(peer, sessions).orElseThrow().token();
  }

  private static Optional<PeerConnection> find(PeerId peer, LiveSessions sessions) {
    return sessions.now().stream().filter(each -> each.peer().equals(peer)).findAny();
  }

  /** Has all commanders give the command at the same moment. */
  private static List<Outcome> thrice(ExecutorService commanders, Callable<Outcome> command)
      throws Exception {
    CyclicBarrier start = new CyclicBarrier(COMMANDERS);
    List<Future<Outcome>> given = new ArrayList<>();
    for (int i = 0; i < COMMANDERS; i++) {
      given.add(commanders.submit(() -> {
        start.await();
        return command.call();
      }));
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (Future<Outcome> each : given) {
      outcomes.add(each.get());
    }
    return outcomes;
  }
}
