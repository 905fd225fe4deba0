package io.fencewire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.handshake.Profile;
import io.fencewire.handshake.Protocol;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.Role;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.Message;
import io.fencewire.wire.PeerRequest;
import io.fencewire.wire.PeerResponse;
import io.fencewire.wire.Publish;
import io.fencewire.wire.UnconfirmedSolution;
import io.fencewire.wire.UnconfirmedTransaction;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a snarkOS node would drop or ban us for is not done, whatever roles and applications ask. */
class AleoRatesTest {
  /** A snarkOS node drops a peer after more than so many messages within 5 s. */
  private static final int SNARKOS_MESSAGES = 500;

  /** The same after more than so many solutions within 60 s. */
  private static final int SNARKOS_SOLUTIONS = 64;

  /** It leaves an IP address outside after more than so many attempts within 150 s. */
  private static final int SNARKOS_ATTEMPTS = 5;

  private static final long SECOND = 1_000_000_000L;
  private static final Bytes BYTES = Bytes.wrap(new byte[32]);
  private static final Message ITEM = new UnconfirmedTransaction(BYTES, BYTES);
  private static final Profile ALEO =
      new Profile("aleo", Protocol.ALEO, Bytes.wrap(new byte[280]), BYTES, null);

  private final ToyNetwork network = new ToyNetwork();
  private final ToyServer a = server(1);
  private final ToyServer b = server(2);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void inNoFiveSecondsIsAPeerSentTooMuch(long seed) {
    assertNeverTooMuch(Rate.ofMessages(), 5 * SECOND, SNARKOS_MESSAGES - 50, seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void inNoMinuteIsAPeerSentTooManySolutions(long seed) {
    assertNeverTooMuch(Rate.ofSolutions(), 60 * SECOND, SNARKOS_SOLUTIONS, seed);
  }

  private static void assertNeverTooMuch(Rate rate, long span, int bound, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Deque<Long> window = new ArrayDeque<>();
    long now = random.nextLong();
    int sent = 0;
    for (int i = 0; i < 200_000; i++) {
      now += random.nextInt(4) == 0 ? random.nextLong(span / 25) : 0;
      if (!rate.isSpent(now)) {
        rate.take(now);
        sent++;
        window.addLast(now);
      }
      while (!window.isEmpty() && now - window.peekFirst() > span) {
        window.removeFirst();
      }
      assertThat(window.size()).as("seed %d", seed).isLessThanOrEqualTo(bound);
    }
    assertThat(sent).as("seed %d", seed).isGreaterThan(100 * rate.windowMax());
  }

  @Test
  void whatIsTooMuchForAPeerIsRefusedAsFullAndGoesLater() {
    Connection dialled = a.dial(b);
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < SNARKOS_MESSAGES; i++) {
      outcomes.add(a.send(gossip(dialled), ITEM));
    }
    assertThat(outcomes)
        .filteredOn(Outcome.WRITTEN::equals)
        .hasSize(Rate.ofMessages().windowMax());
    assertThat(outcomes.get(SNARKOS_MESSAGES - 1)).isEqualTo(Outcome.FULL);
    assertThat(dialled.state()).isEqualTo(ConnectionState.LIVE);
    network.advance(Duration.ofSeconds(5));
    assertThat(a.send(gossip(dialled), ITEM)).isEqualTo(Outcome.WRITTEN);
  }

  @Test
  void solutionsAreCountedApart() {
    Connection dialled = a.dial(b);
    Message solution = new UnconfirmedSolution(1, BYTES);
    int written = 0;
    for (int i = 0; i < SNARKOS_SOLUTIONS; i++) {
      written += a.send(gossip(dialled), solution) == Outcome.WRITTEN ? 1 : 0;
    }
    assertThat(written).isEqualTo(Rate.ofSolutions().windowMax());
    assertThat(a.send(gossip(dialled), ITEM)).isEqualTo(Outcome.WRITTEN);
    network.advance(Duration.ofSeconds(60));
    assertThat(a.send(gossip(dialled), solution)).isEqualTo(Outcome.WRITTEN);
  }

  @Test
  void anAddressIsDialledLessOftenThanItTolerates() {
    ListenAddress far = new ListenAddress("192.0.2.7", 4130);
    int dialled = 0;
    long begin = a.now();
    while (a.now() - begin < 145 * SECOND) {
      if (a.server().refusalToDial(far, a.now()) == null) {
        a.server().dial(far, a.now());
        dialled++;
      }
      network.advance(Duration.ofSeconds(5));
    }
    assertThat(dialled).isEqualTo(Reach.DIALS_MAX).isLessThan(SNARKOS_ATTEMPTS);
    assertThat(a.server().refusalToDial(far, a.now())).isEqualTo(CloseReason.TOO_MANY_ATTEMPTS);
    assertThat(a.server().refusalToDial(new ListenAddress("192.0.2.8", 4130), a.now()))
        .isNull();
    network.advance(Duration.ofSeconds(10));
    assertThat(a.server().refusalToDial(far, a.now())).isNull();
  }

  @Test
  void nobodyButGossipSendsItemsAndNobodySendsExtensions() {
    Connection dialled = a.dial(b);
    assertThat(a.send(a.permit(dialled), ITEM)).isEqualTo(Outcome.UNSUPPORTED);
    assertThat(a.send(a.permit(dialled), new UnconfirmedSolution(1, BYTES)))
        .isEqualTo(Outcome.UNSUPPORTED);
    assertThat(a.send(gossip(dialled), new Publish("t", BYTES))).isEqualTo(Outcome.UNSUPPORTED);
  }

  /** Its decoders take an empty answer in the form of 2024, or in that of 2025, not in both. */
  @Test
  void anEmptyAnswerStaysUnwritten() {
    Connection dialled = a.dial(b);
    a.send(a.permit(dialled), new PeerRequest());
    assertThat(b.send(b.permit(b.only()), new PeerResponse(List.of())))
        .isEqualTo(Outcome.UNSUPPORTED);
    PeerResponse one = new PeerResponse(List.of(a.address()));
    assertThat(b.send(b.permit(b.only()), one)).isEqualTo(Outcome.WRITTEN);
    assertThat(a.received).containsExactly(one);
  }

  @ParameterizedTest
  @ValueSource(ints = {127_961, 127_962, 200_000})
  void aLongTransactionGoesToThoseWhoTakeIt(int length) {
    Bytes body = Bytes.wrap(new byte[length]);
    Message item = new UnconfirmedTransaction(BYTES, body);
    int size = 2 + 32 + 5 + length;
    boolean refused = size > 128_000;
    assertThat(Protocol.ALEO.refusal(item, size, 31, true))
        .isEqualTo(refused ? Outcome.TOO_LARGE : null);
    assertThat(Protocol.ALEO.refusal(item, size, 32, true)).isNull();
    assertThat(Protocol.PRIVATE.refusal(item, size, 17, false)).isNull();
  }

  private ToyServer server(int number) {
    ListenAddress address = new ListenAddress("127.0.0.1", 4000 + number);
    return new ToyServer(
        network, number, number, ServerOptions.at(address).withProfile(ALEO, NodeType.CLIENT));
  }

  private Commands.Permit gossip(Connection connection) {
    return new Commands.Permit(
        connection.token(), connection.trust().lease(Role.GOSSIP), a.now() + 5 * SECOND);
  }
}
