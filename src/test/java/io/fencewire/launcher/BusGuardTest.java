package io.fencewire.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PfxOptions;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Which clustered event bus may start, and which must be asked for by name. */
class BusGuardTest {
  private static final BusGuard GUARD = new BusGuard("127.0.0.1", true, false);

  private static final String FILE = """
      <hazelcast xmlns='http://www.hazelcast.com/schema/config'>
        <properties><property name='hazelcast.socket.bind.any'>false</property></properties>
        <network>
          <interfaces enabled='true'><interface>127.0.0.1</interface></interfaces>
        </network>
      </hazelcast>
      """;

  private final ListAppender<ILoggingEvent> said = new ListAppender<>();

  @BeforeEach
  void listen() {
    said.start();
    logger().addAppender(said);
  }

  @AfterEach
  void stopListening() {
    logger().detachAppender(said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.7", "::1", "localhost"})
  void onLoopbackNothingIsNeeded(String host) {
    GUARD.check(new EventBusOptions().setHost(host));
    GUARD.check(new EventBusOptions());
    assertThat(said.list).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7", "nosuch.invalid", ""})
  void anyOtherHostIsRefused(String host) {
    assertThatThrownBy(() -> GUARD.check(new EventBusOptions().setHost(host)))
        .isInstanceOf(BadStart.class)
        .hasMessage("the event bus's host = " + host + " is wrong: off loopback its options need"
            + " ssl = true, clientAuth = REQUIRED, trustAll = false, a key pair, a trust store"
            + " (docs/CLUSTER.md has a file with all of it); cluster.insecure = true goes without");
  }

  @Test
  void aHostThatOnlyTheClusterManagerKnowsIsRefused() {
    assertThatThrownBy(() -> new BusGuard(null, true, false).check(new EventBusOptions()))
        .hasMessageContaining("host = (not set) is wrong: off loopback");
  }

  @Test
  void anAddressThatOthersAreToldIsOffLoopbackToo() {
    assertThatThrownBy(() -> GUARD.check(new EventBusOptions().setClusterPublicHost("192.0.2.7")))
        .hasMessageContaining("host = 192.0.2.7 is wrong: off loopback");
    GUARD.check(new EventBusOptions().setClusterPublicHost("localhost"));
  }

  @Test
  void withTlsBothWaysItMayListenAnywhereAndEachPartOfThatIsNeeded() {
    GUARD.check(secure());
    assertThat(said.list).isEmpty();
    assertMissing(secure().setSsl(false), "ssl = true");
    assertMissing(secure().setClientAuth(ClientAuth.REQUEST), "clientAuth = REQUIRED");
    assertMissing(secure().setTrustAll(true), "trustAll = false");
    assertMissing(secure().setKeyCertOptions(null), "a key pair");
    assertMissing(secure().setTrustOptions(null), "a trust store");
  }

  @Test
  void whatIsAskedForByNameIsWarnedOf() {
    new BusGuard(null, true, true).check(new EventBusOptions().setHost("0.0.0.0"));
    assertThat(said.list)
        .singleElement()
        .asString()
        .contains("[WARN] cluster.insecure at 0.0.0.0: whoever reaches the event bus speaks");
  }

  @Test
  void hazelcastOffLoopbackIsWarnedOfWhateverTheBusHas() {
    new BusGuard("192.0.2.7", false, false).check(secure());
    assertThat(said.list)
        .singleElement()
        .asString()
        .contains("[WARN] Hazelcast's members can be reached from other machines");
  }

  @Test
  void theFileAsShippedKeepsTheMembersAndTheBusOnLoopback() throws Exception {
    try (InputStream file = Files.newInputStream(Path.of("cluster.xml"))) {
      HazelcastFile.Reach reach = HazelcastFile.parse(file);
      assertThat(BusGuard.of(reach, Map.of(), false)).isEqualTo(GUARD);
    }
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '"', textBlock = """
      enabled='true', enabled='false', , false
      <interface>127.0.0.1, <interface>192.0.2.*, , false
      </interfaces>, </interfaces><public-address>127.0.0.1</public-address>, , false
      bind.any'>false, bind.any'>true, 127.0.0.1, false
      bind.any, bind.none, 127.0.0.1, false
      127.0.0.1, 127.1.*.*, 127.0.0.1, true
      """)
  void anotherFileIsReadForItsInterfaces(
      String from, String to, @Nullable String bus, boolean members) throws Exception {
    assertThat(FILE).contains(from);
    assertThat(BusGuard.of(parse(FILE.replace(from, to)), Map.of(), false))
        .isEqualTo(new BusGuard(bus, members, false));
  }

  @Test
  void aLocalAddressFromASystemPropertyWins() throws Exception {
    Map<String, String> named = Map.of("hazelcast.local.localAddress", "192.0.2.7");
    assertThat(BusGuard.of(parse(FILE), named, false))
        .isEqualTo(new BusGuard("192.0.2.7", false, false));
  }

  @Test
  void ofAnotherClusterManagerNothingIsKnown() {
    assertThat(BusGuard.of(null, Map.of(), true)).isEqualTo(new BusGuard(null, true, true));
  }

  private static void assertMissing(EventBusOptions bus, String part) {
    assertThatCode(() -> GUARD.check(bus.setHost("0.0.0.0")))
        .hasMessageContaining("its options need " + part + " (docs/CLUSTER.md");
  }

  private static EventBusOptions secure() {
    PfxOptions store = new PfxOptions().setPath("bus.p12").setPassword("fencewire");
    return new EventBusOptions()
        .setHost("0.0.0.0")
        .setSsl(true)
        .setClientAuth(ClientAuth.REQUIRED)
        .setTrustAll(false)
        .setKeyCertOptions(store)
        .setTrustOptions(store);
  }

  private static HazelcastFile.Reach parse(String xml) throws Exception {
    return HazelcastFile.parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(BusGuard.class);
  }
}
