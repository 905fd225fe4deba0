package io.fencewire.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.Config;
import com.hazelcast.config.InMemoryXmlConfig;
import com.hazelcast.config.InvalidConfigurationException;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MultiMapConfig.ValueCollectionType;
import com.hazelcast.config.XmlConfigBuilder;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The cluster configuration as shipped is safe as it is; read by Hazelcast's own parser. */
class ClusterXmlTest {
  private static Config config;

  @BeforeAll
  static void read() throws IOException {
    config = new XmlConfigBuilder(SourceFiles.ROOT.resolve("cluster.xml").toString()).build();
  }

  @Test
  void itStaysOnLoopback() {
    assertThat(config.getNetworkConfig().getInterfaces().isEnabled()).isTrue();
    assertThat(config.getNetworkConfig().getInterfaces().getInterfaces())
        .containsExactly("127.0.0.1");
    assertThat(config.getProperty("hazelcast.socket.bind.any")).isEqualTo("false");
  }

  @Test
  void membersJoinByAddressAndInNoOtherWay() {
    JoinConfig join = config.getNetworkConfig().getJoin();
    assertThat(join.getTcpIpConfig().isEnabled()).isTrue();
    assertThat(join.getMulticastConfig().isEnabled()).isFalse();
    assertThat(join.isAutoDetectionEnabled()).isFalse();
    assertThat(join.getAutoDetectionConfig().isEnabled()).isFalse();
    assertThat(join.getAwsConfig().isEnabled()).isFalse();
    assertThat(join.getKubernetesConfig().isEnabled()).isFalse();
    assertThat(join.getDiscoveryConfig().isEnabled()).isFalse();
  }

  @Test
  void everyPortAMemberMayTakeIsInTheListThatOthersTry() {
    int first = config.getNetworkConfig().getPort();
    assertThat(config.getNetworkConfig().isPortAutoIncrement()).isTrue();
    List<String> ports = IntStream.range(
            first, first + config.getNetworkConfig().getPortCount())
        .mapToObj(port -> "127.0.0.1:" + port)
        .toList();
    assertThat(config.getNetworkConfig().getJoin().getTcpIpConfig().getMembers())
        .containsExactlyElementsOf(ports);
  }

  @Test
  void itReportsToNobody() {
    assertThat(config.getProperty("hazelcast.phone.home.enabled")).isEqualTo("false");
  }

  @Test
  void aHungMemberIsOutAfterFiveSecondsAndASplitHealsAsFast() {
    assertThat(config.getProperty("hazelcast.heartbeat.interval.seconds")).isEqualTo("1");
    assertThat(config.getProperty("hazelcast.max.no.heartbeat.seconds")).isEqualTo("5");
    assertThat(config.getProperty("hazelcast.merge.first.run.delay.seconds")).isEqualTo("5");
    assertThat(config.getProperty("hazelcast.merge.next.run.delay.seconds")).isEqualTo("5");
  }

  @Test
  void aQuestionAndAPartitionOnItsWayHaveALimitOfTenSeconds() {
    assertThat(config.getProperty("hazelcast.operation.call.timeout.millis")).isEqualTo("10000");
    assertThat(config.getProperty("hazelcast.partition.migration.timeout")).isEqualTo("10");
  }

  @Test
  void nobodyCanHaveItRunCodeOrAskItOverHttp() {
    assertThat(config.getJetConfig().isEnabled()).isFalse();
    assertThat(config.getUserCodeDeploymentConfig().isEnabled()).isFalse();
    assertThat(config.getNetworkConfig().getRestApiConfig().isEnabled()).isFalse();
    assertThat(config.getNetworkConfig().getMemcacheProtocolConfig().isEnabled())
        .isFalse();
    assertThat(config.getManagementCenterConfig().isScriptingEnabled()).isFalse();
  }

  @Test
  void itHasTheMapsOfTheClusterManagerAsTheManagersOwnFileHasThem() {
    Config theirs = ConfigUtil.loadConfig();
    assertThat(config.getMultiMapConfigs()).isEqualTo(theirs.getMultiMapConfigs());
    assertThat(config.getMapConfigs()).isEqualTo(theirs.getMapConfigs());
    assertThat(config.getMultiMapConfig("__vertx.subs").getValueCollectionType())
        .isEqualTo(ValueCollectionType.SET);
  }

  @Test
  void aMisspeltElementWouldBeRefused() {
    String xml = SourceFiles.read(SourceFiles.ROOT.resolve("cluster.xml"));
    String misspelt = xml.replace("auto-detection", "autodetection");
    assertThatThrownBy(() -> new InMemoryXmlConfig(misspelt))
        .isInstanceOf(InvalidConfigurationException.class);
  }
}
