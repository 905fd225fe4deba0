package io.fencewire.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.options.NodeOptions;
import io.fencewire.peer.ListenAddress;
import io.fencewire.server.Transport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DevnetOptionsTest {
  @Test
  void fromTwelveNodesOnEachHasMorePeers() {
    assertThat(options(11).peers()).isEqualTo(new DevnetOptions.Peers(2, 3, 4));
    assertThat(options(12).peers()).isEqualTo(new DevnetOptions.Peers(4, 6, 10));
  }

  @Test
  void aNodeIsToldWhatTheDevnetWasTold() {
    List<ListenAddress> bootstrap = List.of(new ListenAddress("127.0.0.1", 4130));
    NodeOptions node = DevnetNode.nodeOptions("devnet-1", options(20), bootstrap);
    assertThat(node.node()).isEqualTo("devnet-1");
    assertThat(node.server().listen()).isEqualTo(new ListenAddress("127.0.0.1", 0));
    assertThat(node.server().peersMax()).isEqualTo(10);
    assertThat(node.server().inboundMax()).isEqualTo(10);
    assertThat(node.server().admission().loopbackExempt()).isTrue();
    assertThat(node.refresh().peersMin()).isEqualTo(4);
    assertThat(node.refresh().peersTarget()).isEqualTo(6);
    assertThat(node.refresh().peersMax()).isEqualTo(10);
    assertThat(node.refresh().interval()).isEqualTo(Duration.ofMillis(500));
    assertThat(node.refresh().bootstrap()).isEqualTo(bootstrap);
    assertThat(node.refresh().localAddresses()).isTrue();
    assertThat(node.refresh().book()).isNull();
  }

  private static DevnetOptions options(int nodes) {
    Duration interval = Duration.ofMillis(500);
    return new DevnetOptions(
        nodes,
        Duration.ofSeconds(30),
        20,
        interval,
        0,
        Transport.PLAIN,
        1,
        DevnetOptions.NO_ADMIN,
        1,
        null,
        null);
  }
}
