package io.fencewire.heartbeat;

import static io.fencewire.heartbeat.Connections.OTHER_SERVER;
import static io.fencewire.heartbeat.Connections.SERVER;
import static io.fencewire.heartbeat.Connections.connection;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerConnection;
import io.fencewire.wire.NoncePong;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Generations, leases and snapshots. */
class HeartbeatsTest {
  private static final Lease FIRST = new Lease(1);
  private static final Lease SECOND = new Lease(2);

  private final RecordingPort port = new RecordingPort();
  private final Heartbeats heartbeats =
      new Heartbeats(HeartbeatOptions.DEFAULT, new SplittableRandom(1), port);
  private final PeerConnection connection = connection(1);
  private final ConnectionToken token = connection.token();
  private long now = -50;

  @Test
  void preparingWithANewLeaseReplacesTheStateAndItsTimer() {
    live(connection, FIRST);
    ping();
    assertThat(heartbeats.prepare(connection, SECOND, now)).isTrue();
    assertThat(port.armed).isEmpty();
    assertThat(heartbeats.size()).isEqualTo(1);
    heartbeats.promoted(token, now);
    ping();
    assertThat(port.lastPing().lease()).isEqualTo(SECOND);
  }

  @Test
  void preparingAgainWithTheSameLeaseChangesNothing() {
    live(connection, FIRST);
    ping();
    assertThat(heartbeats.prepare(connection, FIRST, now)).isTrue();
    assertThat(port.armed).containsOnlyKeys(token);
    assertThat(heartbeats.outstanding()).isEqualTo(1);
  }

  @Test
  void anAnswerForTheOldLeaseDoesNotTouchTheNewState() {
    live(connection, FIRST);
    ping();
    PingOrder old = port.lastPing();
    live(connection, SECOND);
    heartbeats.answered(old, Outcome.STALE, 100, now);
    assertThat(port.armed).containsOnlyKeys(token);
    ping();
    heartbeats.answered(old, Outcome.WRITTEN, 100, now);
    heartbeats.received(token, new NoncePong(old.nonce()), 200, now);
    assertThat(heartbeats.rtts().get(token)).isNull();
    assertThat(heartbeats.outstanding()).isEqualTo(1);
  }

  @Test
  void whatIsSaidOfAnOlderGenerationDoesNotTouchTheNewOne() {
    live(connection, FIRST);
    ping();
    PingOrder old = port.lastPing();
    heartbeats.ended(token, now);
    PeerConnection again = connection(2);
    live(again, SECOND);
    heartbeats.ended(token, now);
    heartbeats.promoted(token, now);
    heartbeats.due(token, now);
    heartbeats.answered(old, Outcome.STALE, 100, now);
    heartbeats.received(token, new NoncePong(old.nonce()), 100, now);
    assertThat(port.armed).containsOnlyKeys(again.token());
    assertThat(port.pings).hasSize(1);
    assertThat(heartbeats.size()).isEqualTo(1);
  }

  @Test
  void generationsAreBoundedAndTheNewOneIsRefused() {
    for (long i = 1; i <= Heartbeats.GENERATIONS_MAX; i++) {
      assertThat(heartbeats.prepare(connection(i), FIRST, now)).isTrue();
    }
    PeerConnection oneMore = connection(0);
    assertThat(heartbeats.prepare(oneMore, FIRST, now)).isFalse();
    heartbeats.snapshot(OTHER_SERVER, List.of(new Held(oneMore, FIRST, true)), now);
    assertThat(heartbeats.size()).isEqualTo(Heartbeats.GENERATIONS_MAX);
    assertThat(heartbeats.counters())
        .containsEntry("generations_refused", 2L)
        .containsEntry("adopted", 0L);
    assertThat(heartbeats.prepare(connection, SECOND, now))
        .as("in place of another")
        .isTrue();
    heartbeats.ended(token, now);
    assertThat(heartbeats.prepare(oneMore, FIRST, now)).isTrue();
  }

  @Test
  void whatASnapshotDoesNotNameIsDropped() {
    PeerConnection kept = connection(2);
    PeerConnection elsewhere = connection(new ConnectionToken(OTHER_SERVER, 1), 1);
    live(connection, FIRST);
    live(kept, FIRST);
    live(elsewhere, FIRST);
    heartbeats.snapshot(SERVER, List.of(new Held(kept, FIRST, true)), now);
    assertThat(port.armed).containsOnlyKeys(kept.token(), elsewhere.token());
    assertThat(heartbeats.size()).isEqualTo(2);
    assertThat(heartbeats.counters()).containsEntry("dropped", 1L).containsEntry("adopted", 0L);
  }

  @Test
  void aSnapshotThatGivesUsNoLeaseDropsOurs() {
    live(connection, FIRST);
    heartbeats.snapshot(SERVER, List.of(new Held(connection, Lease.NONE, true)), now);
    assertThat(port.armed).isEmpty();
    assertThat(heartbeats.size()).isZero();
  }

  @Test
  void whatWeMissedIsAdoptedAndPingedOnlyIfLive() {
    PeerConnection preparing = connection(2);
    PeerConnection notOurs = connection(3);
    heartbeats.snapshot(
        SERVER,
        List.of(
            new Held(connection, FIRST, true),
            new Held(preparing, SECOND, false),
            new Held(notOurs, Lease.NONE, true)),
        now);
    assertThat(heartbeats.size()).isEqualTo(2);
    assertThat(port.armed).containsOnlyKeys(token);
    assertThat(heartbeats.counters()).containsEntry("adopted", 2L);
    heartbeats.promoted(preparing.token(), now);
    heartbeats.due(preparing.token(), port.takeTimer(preparing.token()));
    assertThat(port.lastPing().lease()).isEqualTo(SECOND);
  }

  @Test
  void aLostPromotionIsMadeGood() {
    heartbeats.prepare(connection, FIRST, now);
    heartbeats.snapshot(SERVER, List.of(new Held(connection, FIRST, true)), now);
    assertThat(port.armed).containsOnlyKeys(token);
    assertThat(heartbeats.counters()).containsEntry("adopted", 0L);
  }

  @Test
  void aSnapshotThatAgreesChangesNothing() {
    live(connection, FIRST);
    ping();
    long armed = port.armedAt(token);
    heartbeats.snapshot(SERVER, List.of(new Held(connection, FIRST, true)), now + 5);
    assertThat(port.armed).containsEntry(token, armed);
    assertThat(heartbeats.outstanding()).isEqualTo(1);
  }

  @Test
  void anotherLeaseInASnapshotReplacesOurs() {
    live(connection, FIRST);
    ping();
    PingOrder old = port.lastPing();
    heartbeats.snapshot(SERVER, List.of(new Held(connection, SECOND, true)), now);
    heartbeats.answered(old, Outcome.STALE, 100, now);
    ping();
    assertThat(port.lastPing().lease()).isEqualTo(SECOND);
    assertThat(heartbeats.counters()).containsEntry("adopted", 1L).containsEntry("stale", 0L);
  }

  @Test
  void aGenerationAdoptedFromASnapshotThatWasOvertakenHealsByItsStaleAnswer() {
    live(connection, FIRST);
    ping();
    heartbeats.answered(port.lastPing(), Outcome.STALE, 100, now);
    heartbeats.snapshot(SERVER, List.of(new Held(connection, FIRST, true)), now);
    ping();
    heartbeats.answered(port.lastPing(), Outcome.STALE, 200, now);
    assertThat(port.armed).isEmpty();
    assertThat(heartbeats.size()).isZero();
  }

  private void live(PeerConnection live, Lease lease) {
    assertThat(heartbeats.prepare(live, lease, now)).isTrue();
    heartbeats.promoted(live.token(), now);
  }

  private void ping() {
    now = port.takeTimer(token);
    heartbeats.due(token, now);
  }
}
