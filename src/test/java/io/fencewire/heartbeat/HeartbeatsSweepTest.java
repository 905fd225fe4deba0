package io.fencewire.heartbeat;

import static io.fencewire.heartbeat.Connections.SERVER;
import static io.fencewire.heartbeat.Connections.connection;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerConnection;
import io.fencewire.wire.NoncePong;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Many runs in which everything is said late, twice, in the wrong order or not at all. Whatever
 * happens, a generation has one timer if it is live here and none otherwise, is pinged under its
 * newest lease only, and never more often than its schedule allows.
 */
class HeartbeatsSweepTest {
  private static final int SEEDS = 300;
  private static final int STEPS = 400;
  private static final long INTERVAL = 1_000_000_000;
  private static final long SHORTEST = INTERVAL * 9 / 10;

  @Test
  void timersAndPingsStayWithinTheirBoundsWhateverIsLostOrRepeated() {
    long pings = 0;
    long pongs = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Run run = new Run(seed);
      for (int i = 0; i < STEPS; i++) {
        run.step();
        run.check();
      }
      run.heal();
      pings += run.port.pings.size();
      pongs += run.port.measured.size();
    }
    assertThat(pings).as("the runs do something").isGreaterThan(SEEDS * 10L);
    assertThat(pongs).as("the runs measure something").isGreaterThan(SEEDS);
  }

  private static final class Run {
    private final int seed;
    private final SplittableRandom random;
    private final RecordingPort port = new RecordingPort();
    private final Heartbeats heartbeats;
    private final Map<ConnectionToken, PingOrder> lastPings = new HashMap<>();
    private final Map<ConnectionToken, Lease> leases = new HashMap<>();
    private int pingsSeen;
    private long now = Long.MAX_VALUE - 100 * INTERVAL;

    Run(int seed) {
      this.seed = seed;
      this.random = new SplittableRandom(seed);
      this.heartbeats = new Heartbeats(
          new HeartbeatOptions(Duration.ofNanos(INTERVAL), 0.1), random.split(), port);
    }

    void step() {
      now += random.nextLong(INTERVAL / 8);
      ConnectionToken token = new ConnectionToken(SERVER, random.nextLong(4));
      switch (random.nextInt(24)) {
        case 0 -> heartbeats.prepare(connection(token.sequence()), lease(token), now);
        case 1 -> heartbeats.ended(token, now);
        case 2 -> snapshot();
        case 3 -> answer(Outcome.values()[random.nextInt(Outcome.values().length)]);
        case 4, 5, 6 -> heartbeats.promoted(token, now);
        case 7, 8, 9, 10 -> answer(Outcome.WRITTEN);
        case 11, 12, 13, 14 -> pong(token);
        default -> fireAllThatAreDue();
      }
    }

    void check() {
      for (PingOrder ping : port.pings.subList(pingsSeen, port.pings.size())) {
        lastPings.put(ping.token(), ping);
        assertThat(ping.lease())
            .as("seed %d: the lease of %s", seed, ping)
            .isEqualTo(leases.get(ping.token()));
      }
      pingsSeen = port.pings.size();
      port.states.forEach((token, state) -> {
        boolean beats = state != Heartbeat.State.ENDED;
        assertThat(port.armed.containsKey(token))
            .as("seed %d: %s is %s and has a timer", seed, token, state)
            .isEqualTo(beats);
      });
    }

    /** When the server says what there is, all else is gone. */
    void heal() {
      Held held = new Held(connection(1), new Lease(99), true);
      heartbeats.snapshot(SERVER, List.of(held), now);
      assertThat(port.armed)
          .as("seed %d", seed)
          .containsOnlyKeys(held.connection().token());
      assertThat(heartbeats.size()).as("seed %d", seed).isEqualTo(1);
    }

    /** Gives a lease: from now on the only one that pings of this token may carry. */
    private Lease lease(ConnectionToken token) {
      Lease lease = new Lease(1 + random.nextLong(3));
      leases.put(token, lease);
      return lease;
    }

    private void snapshot() {
      List<Held> holdings = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        if (random.nextInt(4) > 0) {
          PeerConnection there = connection(i);
          holdings.add(new Held(there, lease(there.token()), random.nextBoolean()));
        }
      }
      heartbeats.snapshot(SERVER, holdings, now);
    }

    private void answer(Outcome outcome) {
      if (!port.pings.isEmpty()) {
        int newest = port.pings.size() - 1;
        PingOrder ping = port.pings.get(Math.max(0, newest - random.nextInt(6)));
        heartbeats.answered(ping, outcome, now, now);
      }
    }

    private void pong(ConnectionToken token) {
      PingOrder ping = lastPings.get(token);
      long nonce = ping == null || random.nextInt(4) == 0 ? random.nextLong() : ping.nonce();
      heartbeats.received(token, new NoncePong(nonce), now, now);
    }

    private void fireAllThatAreDue() {
      for (ConnectionToken token : List.copyOf(port.armed.keySet())) {
        if (now - port.armedAt(token) >= 0) {
          int before = port.pings.size();
          port.takeTimer(token);
          heartbeats.due(token, now);
          assertThat(port.pings.size() - before).as("seed %d: no burst", seed).isEqualTo(1);
          assertThat(port.armedAt(token) - now)
              .as("seed %d: from one ping to the next", seed)
              .isBetween(SHORTEST, INTERVAL * 11 / 10);
        }
      }
    }
  }
}
