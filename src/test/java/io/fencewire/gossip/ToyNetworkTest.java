package io.fencewire.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.wire.Bytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToyNetworkTest {
  private static final int SEEDS = 200;
  private static final int ITEMS = 40;
  private static final List<String> TOPICS = List.of("transactions", "solutions", "news");

  @Test
  void eachItemReachesEachNodeExactlyOnce() {
    Map<String, Long> total = new HashMap<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      ToyNetwork network = new ToyNetwork(seed);
      Map<ItemKey, String> published = publish(network);
      network.churn(6_000);
      network.run(14_000);
      check(network, published, "seed " + seed);
      network.nodes.forEach(
          node -> node.relay().counters().forEach((name, n) -> total.merge(name, n, Long::sum)));
    }
    // the runs went through everything that is there to go wrong
    assertThat(total).allSatisfy((name, count) -> {
      if (List.of("duplicates", "relayed", "announced", "fetched", "catch_ups", "wanted_lost")
          .contains(name)) {
        assertThat(count).as(name).isGreaterThan(SEEDS);
      }
    });
  }

  private static Map<ItemKey, String> publish(ToyNetwork network) {
    Map<ItemKey, String> published = new HashMap<>();
    for (int i = 0; i < ITEMS; i++) {
      String topic = TOPICS.get(i % TOPICS.size());
      Bytes body = RelayRig.body(network.between(2, 2_000), i);
      // nobody could hand on other topics to or from the node without extensions
      int last = topic.equals("news") ? ToyNetwork.NODES - 2 : ToyNetwork.NODES - 1;
      ToyNode node = network.nodes.get(network.between(0, last));
      network.in(network.between(0, 5_000), () -> published.put(node.publish(topic, body), topic));
    }
    return published;
  }

  private static void check(ToyNetwork network, Map<ItemKey, String> published, String seed) {
    assertThat(published).as(seed).hasSize(ITEMS);
    assertThat(network.faults).as(seed).isEmpty();
    for (ToyNode node : network.nodes) {
      boolean extensions = node.serverId().high() != ToyNetwork.NODES - 1;
      Map<ItemKey, Integer> expected = new HashMap<>();
      published.forEach((key, topic) -> {
        if (extensions || !topic.equals("news")) {
          expected.put(key, 1);
        }
      });
      assertThat(node.deliveries)
          .as("%s, node %d", seed, node.serverId().high())
          .isEqualTo(expected);
      assertThat(node.relay().gauges())
          .as("%s, node %d", seed, node.serverId().high())
          .containsEntry("pending", 0L)
          .containsEntry("wanted", 0L);
    }
  }
}
