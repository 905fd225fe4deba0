package io.fencewire.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.crawl.Finding.Nobody;
import io.fencewire.crawl.Finding.Node;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.HostAddress;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a crawl visits, and what it finds. */
class CrawlTest extends CrawlStage {
  @Test
  void aNodeIsAskedForOthersAndTheseAreVisitedToo() {
    tick();
    assertThat(port.dials).containsExactly(A);
    now += 30 * MILLIS;
    ConnectionToken a = live(A, NodeType.CLIENT);
    assertThat(port.asked).containsExactly(a);
    crawl.told(a, List.of(B, A), now);
    crawl.announced(a, 77, now);
    assertThat(port.left).isEmpty();
    crawl.measured(a, 5 * MILLIS, now);

    assertThat(port.left).containsExactly(a);
    assertThat(port.nodes())
        .containsExactly(new Node(
            new Lead(A, null),
            PEER,
            traits(NodeType.CLIENT),
            77L,
            5 * MILLIS,
            30 * MILLIS,
            2,
            null));
    tick();
    assertThat(port.dials).containsExactly(A, B);
    assertThat(crawl.isOver()).isFalse();
  }

  @Test
  void theCrawlIsOverWhenTheLastConnectionIs() {
    tick();
    ConnectionToken a = answered(A);
    assertThat(crawl.isOver()).isFalse();
    crawl.ended(a, CloseReason.REQUESTED);
    assertThat(crawl.isOver()).isTrue();
    assertThat(crawl.progress()).isEqualTo(new Progress(1, 0, 0, 0, 0));
  }

  @Test
  void whoeverCannotBeReachedIsListedWithTheReason() {
    tick();
    crawl.dialled(A, new DialEnd(null, CloseReason.DIAL_FAILED, "refused"), now);
    assertThat(port.found)
        .containsExactly(new Nobody(new Lead(A, null), CloseReason.DIAL_FAILED, "refused"));
    assertThat(crawl.isOver()).isTrue();
    assertThat(crawl.progress()).isEqualTo(new Progress(0, 1, 0, 0, 0));
  }

  @Test
  void aReasonIsNotSaidTwice() {
    tick();
    crawl.dialled(A, new DialEnd(null, CloseReason.DIAL_TIMEOUT, "DIAL_TIMEOUT"), now);
    assertThat(((Nobody) port.found.get(0)).detail()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"CLIENT, true", "VALIDATOR, true", "PROVER, false", "BOOTSTRAP_CLIENT, false"})
  void onlyWhoHasAChainIsWaitedForToSayItsHeight(NodeType type, boolean awaited) {
    tick();
    ConnectionToken a = live(A, type);
    crawl.told(a, List.of(), now);
    crawl.measured(a, 1, now);
    assertThat(port.left).hasSize(awaited ? 0 : 1);
  }

  @Test
  void whereThereAreNoBlocksNobodyIsWaitedForToSayAHeight() {
    crawl = new Crawl(new CrawlOptions(List.of(A), 10, Duration.ofMinutes(1), 8, false), port, now);
    tick();
    ConnectionToken a = live(A, NodeType.CLIENT);
    crawl.told(a, List.of(), now);
    crawl.measured(a, 1, now);
    assertThat(port.left).containsExactly(a);
  }

  @Test
  void aNodeThatLeavesByItselfIsListedWithWhatItToldAndWhy() {
    tick();
    ConnectionToken a = live(A, NodeType.BOOTSTRAP_CLIENT);
    crawl.told(a, List.of(B, C), now);
    crawl.ended(a, CloseReason.SURPLUS);
    Node node = port.nodes().get(0);
    assertThat(node.told()).isEqualTo(2);
    assertThat(node.end()).isEqualTo(CloseReason.SURPLUS);
    assertThat(port.left).isEmpty();
    tick();
    assertThat(port.dials).containsExactly(A, B, C);
  }

  @Test
  void theAnnouncementOfAConnectionMayComeBeforeOrAfterTheWordOnItsDial() {
    crawl = crawl(100, Duration.ofMinutes(1), A, B);
    tick();
    crawl.dialled(A, new DialEnd(token(1), null, ""), now);
    crawl.told(token(1), List.of(), now);
    crawl.measured(token(1), 1, now);
    crawl.announced(token(1), 1, now);
    assertThat(port.left).isEmpty();
    crawl.connected(facts(token(1), A, NodeType.CLIENT), now);
    assertThat(port.left).containsExactly(token(1));

    crawl.connected(facts(token(2), B, NodeType.CLIENT), now);
    crawl.dialled(B, new DialEnd(token(2), null, ""), now);
    crawl.ended(token(2), CloseReason.SHUTDOWN);
    assertThat(port.nodes()).hasSize(2);
  }

  @Test
  void twoAddressesOfOneConnectionAreVisitedOnce() {
    crawl = crawl(100, Duration.ofMinutes(1), A, new HostAddress("a.example", 4130));
    tick();
    ConnectionToken a = live(A, NodeType.CLIENT);
    crawl.dialled(port.dials.get(1), new DialEnd(a, null, ""), now);
    assertThat(port.asked).containsExactly(a);
    assertThat(port.found).hasSize(1);
    assertThat(((Nobody) port.found.get(0)).detail()).contains(A.toString());
  }

  @Test
  void whereAHostNameLedSaysWhomToBelieveAndIsNotVisitedAgain() {
    HostAddress name = new HostAddress("a.example", 4130);
    crawl = crawl(100, Duration.ofMinutes(1), name);
    tick();
    crawl.connected(facts(token(1), new ListenAddress("10.0.0.1", 9), NodeType.PROVER), now);
    crawl.dialled(name, new DialEnd(token(1), null, ""), now);
    ListenAddress inside = new ListenAddress("10.0.0.2", 1);
    crawl.told(token(1), List.of(inside, new ListenAddress("10.0.0.1", 4130)), now);
    tick();
    assertThat(port.dials).containsExactly(name, inside);
  }

  @Test
  void whatWasNotDialledIsListedWithoutAReason() {
    tick();
    crawl.dialled(A, new DialEnd(null, null, "the command was not executed"), now);
    assertThat(((Nobody) port.found.get(0)).reason()).isNull();
  }
}
