package io.fencewire.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.crawl.Finding.Node;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long a crawl takes, and how much it does at once. */
class CrawlTimeTest extends CrawlStage {
  @Test
  void aNodeThatAnswersNothingIsLeftInTime() {
    tick();
    ConnectionToken a = live(A, NodeType.CLIENT);
    now += Crawl.STAY_NANOS - 1;
    tick();
    assertThat(port.left).isEmpty();
    now++;
    tick();
    assertThat(port.left).containsExactly(a);
    assertThat(port.nodes())
        .containsExactly(
            new Node(new Lead(A, null), PEER, traits(NodeType.CLIENT), null, null, 0, null, null));
    crawl.told(a, List.of(B), now);
    crawl.measured(a, 1, now);
    assertThat(port.found).hasSize(1);
    now += Crawl.LEAVE_NANOS;
    tick();
    assertThat(crawl.isOver()).as("its end was never announced").isTrue();
  }

  @Test
  void aQuestionThatSeemsToBeLostIsAskedOnceMore() {
    tick();
    ConnectionToken a = live(A, NodeType.CLIENT);
    now += Crawl.PATIENCE_NANOS - 1;
    tick();
    assertThat(port.asked).containsExactly(a);
    now++;
    tick();
    tick();
    assertThat(port.asked).containsExactly(a, a);
    crawl.told(a, List.of(B), now);
    crawl.told(a, List.of(C), now);
    tick();
    assertThat(port.dials).containsExactly(A, B, C);
  }

  @Test
  void whoeverHasAnsweredIsNotAskedAgain() {
    tick();
    ConnectionToken a = live(A, NodeType.CLIENT);
    crawl.told(a, List.of(), now);
    now += Crawl.PATIENCE_NANOS;
    tick();
    assertThat(port.asked).containsExactly(a);
  }

  @Test
  void onlySoManyAreVisitedAtOnce() {
    crawl = crawl(100, Duration.ofMinutes(1), addresses(10));
    tick();
    assertThat(port.dials).hasSize(8);
    assertThat(crawl.progress().underWay()).isEqualTo(8);
    ConnectionToken first = answered(port.dials.get(0));
    tick();
    assertThat(port.dials).as("one that says goodbye has its place still").hasSize(8);
    crawl.ended(first, CloseReason.REQUESTED);
    crawl.dialled(port.dials.get(1), new DialEnd(null, CloseReason.DIAL_TIMEOUT, ""), now);
    tick();
    assertThat(port.dials).hasSize(10);
  }

  /** The told addresses are a peer's word: a few of 10,000 are visited, and then it is over. */
  @Test
  void aNodeThatTellsTenThousandAddressesCostsNoMoreThanTheLimit() {
    crawl = crawl(20, Duration.ofMinutes(1), A);
    tick();
    ConnectionToken a = live(A, NodeType.PROVER);
    crawl.told(a, List.of(addresses(10_001)), now);
    crawl.measured(a, 1, now);
    crawl.ended(a, CloseReason.REQUESTED);
    for (int i = 1; !crawl.isOver(); i++) {
      tick();
      crawl.dialled(port.dials.get(i), new DialEnd(null, CloseReason.DIAL_FAILED, ""), now);
    }
    assertThat(port.dials).hasSize(20).doesNotHaveDuplicates();
    assertThat(crawl.progress()).isEqualTo(new Progress(1, 19, 0, Frontier.WAITING_MAX - 19, 1));
  }

  @Test
  void whenTheTimeIsOverWhatIsKnownIsToldAndNobodyIsWaitedFor() {
    crawl = crawl(100, Duration.ofSeconds(2), A, B, C);
    tick();
    ConnectionToken a = live(A, NodeType.CLIENT);
    crawl.told(a, List.of(new ListenAddress("4.0.0.9", 1)), now);
    now += 2_000 * MILLIS;
    tick();
    assertThat(port.nodes()).hasSize(1);
    assertThat(port.left).containsExactly(a);
    assertThat(port.dials).hasSize(3);
    crawl.ended(a, CloseReason.REQUESTED);
    assertThat(crawl.isOver()).isTrue();
    assertThat(crawl.progress()).isEqualTo(new Progress(1, 0, 0, 3, 0));

    crawl.dialled(B, new DialEnd(token(7), null, ""), now);
    assertThat(port.left).as("too late for a visit").containsExactly(a, token(7));
    assertThat(port.found).hasSize(1);
  }
}
