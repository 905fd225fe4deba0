package io.fencewire.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.heartbeat.Heartbeat.State;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Rtt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes down what heartbeats do, and keeps their timers until the test fires them. */
final class RecordingPort implements HeartbeatPort {
  final Map<ConnectionToken, Long> armed = new LinkedHashMap<>();
  final List<PingOrder> pings = new ArrayList<>();
  final List<Rtt> measured = new ArrayList<>();
  final Map<ConnectionToken, State> states = new LinkedHashMap<>();

  @Override
  public void arm(ConnectionToken token, long atNanos) {
    armed.put(token, atNanos);
  }

  @Override
  public void disarm(ConnectionToken token) {
    armed.remove(token);
  }

  @Override
  public void ping(PingOrder order) {
    pings.add(order);
  }

  @Override
  public void measured(ConnectionToken token, Rtt rtt) {
    measured.add(rtt);
  }

  @Override
  public void became(ConnectionToken token, State state, long now, String why) {
    states.put(token, state);
  }

  /** For when the generation's timer is armed. */
  long armedAt(ConnectionToken token) {
    return Objects.requireNonNull(armed.get(token), () -> token + " has no timer");
  }

  /** Takes the generation's timer, as firing does, and says for when it was armed. */
  long takeTimer(ConnectionToken token) {
    long at = armedAt(token);
    armed.remove(token);
    return at;
  }

  PingOrder lastPing() {
    assertThat(pings).as("pings").isNotEmpty();
    return pings.get(pings.size() - 1);
  }
}
