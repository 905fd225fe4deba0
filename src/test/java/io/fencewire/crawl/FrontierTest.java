package io.fencewire.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.DialTarget;
import io.fencewire.peer.HostAddress;
import io.fencewire.peer.ListenAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which addresses a crawl takes in, and in which order it visits them. */
class FrontierTest {
  private static final ListenAddress START = at("4.0.0.1:4130");
  private static final long WINDOW = Frontier.DIALS_WINDOW.toNanos();

  private final Frontier frontier = new Frontier(1_000);
  private long now = Long.MAX_VALUE - 5; // a monotonic clock may wrap

  @Test
  void noAddressIsVisitedTwiceHoweverOftenItIsTold() {
    frontier.start(List.of(START, START));
    frontier.told(START, START, List.of(START, at("4.0.0.2:1"), at("4.0.0.2:1")));
    assertThat(visited()).containsExactly("4.0.0.1:4130", "4.0.0.2:1");
    frontier.told(START, START, List.of(START, at("4.0.0.2:1"), at("4.0.0.3:1")));
    assertThat(visited()).containsExactly("4.0.0.3:1");
    assertThat(frontier.isExhausted()).isTrue();
    assertThat(frontier.refusedCount()).isZero();
  }

  @Test
  void whoeverToldAnAddressFirstIsItsSource() {
    frontier.start(List.of(START));
    assertThat(frontier.next(now)).isEqualTo(new Lead(START, null));
    ListenAddress other = at("4.0.0.2:1");
    frontier.told(START, START, List.of(at("4.0.0.3:1")));
    frontier.told(other, other, List.of(at("4.0.0.3:1")));
    assertThat(frontier.next(now)).isEqualTo(new Lead(at("4.0.0.3:1"), START));
  }

  @Test
  void nobodyWhoTellsManyKeepsTheCrawlFromTheOthers() {
    List<ListenAddress> many = addresses("5.%d.%d.1:4130", 10_000);
    frontier.told(START, START, many);
    ListenAddress other = at("4.0.0.2:1");
    frontier.told(other, other, List.of(at("6.0.0.1:1"), at("6.0.0.2:1")));

    List<String> first = visited().subList(0, 4);
    assertThat(first).containsExactly("5.0.0.1:4130", "6.0.0.1:1", "5.0.1.1:4130", "6.0.0.2:1");
  }

  @Test
  void whatDoesNotFitIsRefusedAndCounted() {
    frontier.told(START, START, addresses("5.%d.%d.1:4130", Frontier.WAITING_MAX + 7));
    assertThat(frontier.waiting()).isEqualTo(Frontier.WAITING_MAX);
    assertThat(frontier.refusedCount()).isEqualTo(7);
  }

  @Test
  void whoeverToldMostMakesRoomForTheOthersAndTheOperatorNever() {
    frontier.start(List.of(START));
    frontier.told(START, START, addresses("5.%d.%d.1:4130", 20_000));
    ListenAddress other = at("4.0.0.2:1");
    frontier.told(other, other, addresses("6.%d.%d.1:4130", 20_000));

    assertThat(frontier.waiting()).isEqualTo(Frontier.WAITING_MAX);
    assertThat(frontier.refusedCount()).isEqualTo(40_001 - Frontier.WAITING_MAX);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      all.add(Objects.requireNonNull(frontier.next(now)).address().toString());
    }
    assertThat(all).contains("4.0.0.1:4130").doesNotHaveDuplicates();
    assertThat(all.stream().filter(address -> address.startsWith("6.")).count())
        .isBetween(499L, 500L);
  }

  @Test
  void whatWasDroppedMayBeToldAgain() {
    frontier.told(START, START, addresses("5.%d.%d.1:4130", Frontier.WAITING_MAX));
    ListenAddress other = at("4.0.0.2:1");
    frontier.told(other, other, List.of(at("6.0.0.1:1")));
    String dropped = addresses("5.%d.%d.1:4130", Frontier.WAITING_MAX)
        .get(Frontier.WAITING_MAX - 1)
        .toString();
    frontier.next(now);
    frontier.told(other, other, List.of(at(dropped)));
    assertThat(frontier.waiting()).isEqualTo(Frontier.WAITING_MAX);
  }

  @Test
  void noMoreThanTheLimitAreVisited() {
    Frontier small = new Frontier(3);
    small.told(START, START, addresses("5.%d.%d.1:4130", 10));
    for (int i = 0; i < 3; i++) {
      assertThat(small.isExhausted()).isFalse();
      assertThat(small.next(now)).isNotNull();
    }
    assertThat(small.next(now)).isNull();
    assertThat(small.isExhausted()).isTrue();
    assertThat(small.waiting()).isEqualTo(7);
  }

  /** The ports of one IP address may be as many lies. */
  @Test
  void oneIpAddressIsDialledRarelyAndTheOthersNeedNotWaitForIt() {
    List<ListenAddress> ports = IntStream.rangeClosed(1, 10_000)
        .mapToObj(port -> new ListenAddress("5.0.0.1", port))
        .toList();
    frontier.told(START, START, ports);
    frontier.told(START, START, List.of(at("6.0.0.1:1")));
    assertThat(frontier.refusedCount()).isEqualTo(10_000 - Frontier.PER_IP_MAX);

    assertThat(visited())
        .containsExactly("5.0.0.1:1", "6.0.0.1:1", "5.0.0.1:2", "5.0.0.1:3", "5.0.0.1:4");
    assertThat(frontier.isExhausted()).isFalse();
    now += WINDOW - 1;
    assertThat(visited()).isEmpty();
    now += 1;
    assertThat(visited()).hasSize(Frontier.DIALS_MAX);
    now += 10 * WINDOW;
    assertThat(visited()).hasSize(Frontier.DIALS_MAX);
  }

  @Test
  void aHostNameCountsAsADialOfWhereItLed() {
    frontier.start(List.of(new HostAddress("a.example", 1)));
    assertThat(visited()).containsExactly("a.example:1");
    frontier.told(START, START, addresses("5.0.%d.%d:4130", 1));
    frontier.reached(at("5.0.0.0:1"), now);
    List<ListenAddress> ports = IntStream.rangeClosed(1, 9)
        .mapToObj(port -> new ListenAddress("5.0.0.0", port))
        .toList();
    frontier.told(START, START, ports);
    assertThat(visited()).containsExactly("5.0.0.0:4130", "5.0.0.0:2", "5.0.0.0:3");
  }

  @Test
  void whereAHostNameHasLedIsNotVisitedAgain() {
    frontier.start(List.of(new HostAddress("a.example", 1), at("5.0.0.1:1"), at("5.0.0.1:2")));
    frontier.next(now);
    frontier.reached(at("5.0.0.1:1"), now);
    assertThat(frontier.waiting()).isEqualTo(1);
    assertThat(visited()).containsExactly("5.0.0.1:2");
    frontier.told(START, START, List.of(at("5.0.0.1:1")));
    assertThat(visited()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "4.0.0.1, 8.8.8.8, true",
    "4.0.0.1, 2a00::1, true",
    "4.0.0.1, 10.0.0.1, false",
    "4.0.0.1, 192.168.1.1, false",
    "4.0.0.1, 127.0.0.1, false",
    "4.0.0.1, ::1, false",
    "4.0.0.1, ::ffff:127.0.0.1, false",
    "4.0.0.1, ::ffff:10.0.0.1, false",
    "4.0.0.1, 0.0.0.0, false",
    "4.0.0.1, ::, false",
    "4.0.0.1, 224.0.0.1, false",
    "4.0.0.1, 255.255.255.255, false",
    "4.0.0.1, 169.254.169.254, false",
    "4.0.0.1, 192.0.2.1, false",
    "4.0.0.1, 64:ff9b::7f00:1, false",
    "4.0.0.1, 2002:7f00:1::, false",
    "10.0.0.1, 8.8.8.8, true",
    "10.0.0.1, 192.168.1.1, true",
    "10.0.0.1, 127.0.0.1, false",
    "10.0.0.1, 169.254.169.254, false",
    "127.0.0.1, 127.0.0.2, true",
    "127.0.0.1, 10.0.0.1, true",
    "127.0.0.1, 0.0.0.0, false",
    ", 8.8.8.8, true",
    ", 10.0.0.1, false",
    ", 127.0.0.1, false",
  })
  void onlyWhatCanBeMeantForUsIsBelieved(String teller, String told, boolean believed) {
    ListenAddress where = teller == null ? null : new ListenAddress(teller, 4130);
    frontier.told(START, where, List.of(new ListenAddress(told, 4130)));
    assertThat(visited()).hasSize(believed ? 1 : 0);
    assertThat(frontier.refusedCount()).isEqualTo(believed ? 0 : 1);
  }

  @Test
  void nobodyListensAtPortZero() {
    frontier.told(START, START, List.of(at("8.8.8.8:0")));
    assertThat(visited()).isEmpty();
  }

  @Test
  void whatAnOperatorNamesIsVisitedWhereverItLies() {
    DialTarget[] named = {at("10.0.0.1:1"), at("127.0.0.1:1"), at("192.0.2.1:1")};
    frontier.start(Arrays.asList(named));
    assertThat(visited()).hasSize(3);
  }

  private List<String> visited() {
    List<String> visited = new ArrayList<>();
    for (Lead lead = frontier.next(now); lead != null; lead = frontier.next(now)) {
      visited.add(lead.address().toString());
    }
    return visited;
  }

  private static List<ListenAddress> addresses(String form, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> at(form.formatted(i / 250, i % 250)))
        .toList();
  }

  private static ListenAddress at(String address) {
    return ListenAddress.parse(address);
  }
}
