package io.fencewire.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.admin.AdminOptions;
import io.fencewire.flight.FlightOptions;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerId;
import io.fencewire.server.Access;
import io.fencewire.server.Transport;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node's configuration: what is read, and what is refused with which words. */
class NodeOptionsTest {
  @Test
  void anEmptyConfigurationIsTheDefaults() {
    NodeOptions options = NodeOptions.fromJson(new JsonObject());

    assertThat(options.server().listen()).isEqualTo(new ListenAddress("127.0.0.1", 4130));
    assertThat(options.server().peersMax()).isEqualTo(21);
    assertThat(options.server().inboundMax()).isEqualTo(16);
    assertThat(options.refresh().peersTarget()).isEqualTo(10);
    assertThat(options.heartbeat().interval()).isEqualTo(Duration.ofSeconds(20));
    assertThat(options.server().queues().outboundBytes()).isEqualTo(256 * 1024);
  }

  @Test
  void theExampleInDeployIsReadWhole() throws IOException {
    String example = Files.readString(Path.of("deploy/node.json"));

    NodeOptions options = NodeOptions.fromJson(new JsonObject(example));

    assertThat(options.node()).isEqualTo("alpha");
    assertThat(options.refresh().bootstrap()).containsExactly(new ListenAddress("127.0.0.1", 4131));
  }

  @Test
  void durationsAndSizesAreReadAsPeopleWriteThem() {
    NodeOptions options = NodeOptions.fromJson(
        new JsonObject("{'server':{'silence':'2m','queue':'1MiB'}}".replace('\'', '"')));

    assertThat(options.server().times().silence()).isEqualTo(Duration.ofMinutes(2));
    assertThat(options.server().queues().outboundBytes()).isEqualTo(1024 * 1024);
  }

  @Test
  void theFlightRecorderWritesNowhereUnlessItIsToldWhere() {
    assertThat(NodeOptions.fromJson(new JsonObject()).server().flights())
        .isEqualTo(FlightOptions.DEFAULT);
    JsonObject told =
        new JsonObject("{'flight':{'folder':'flights','entries':99}}".replace('\'', '"'));

    assertThat(NodeOptions.fromJson(told).server().share(0).flights())
        .isEqualTo(new FlightOptions(99, Path.of("flights")));
  }

  @Test
  void theTransportIsPlainOnLoopbackAndTlsElsewhereUnlessAskedForByName() {
    assertThat(transport("{}")).isEqualTo(Transport.PLAIN);
    assertThat(transport("{'host':'::1'}")).isEqualTo(Transport.PLAIN);
    assertThat(transport("{'host':'0.0.0.0'}")).isEqualTo(Transport.TLS);
    assertThat(transport("{'host':'192.0.2.1','transport':'plain'}")).isEqualTo(Transport.PLAIN);
    assertThat(transport("{'transport':'tls'}")).isEqualTo(Transport.TLS);
  }

  @Test
  void trustedPeersMayBeNamedWithTheirIdentity() {
    String identity = "0a".repeat(32);
    NodeOptions options = NodeOptions.fromJson(json("{'peers':{'admit':'listed','listed':'l.txt',"
        + "'trusted':['127.0.0.1:1','" + identity + "@127.0.0.1:2']}}"));

    ListenAddress named = new ListenAddress("127.0.0.1", 2);
    assertThat(options.refresh().trusted())
        .containsExactly(new ListenAddress("127.0.0.1", 1), named);
    assertThat(options.server().access())
        .isEqualTo(new Access(true, false, Map.of(named, PeerId.parse(identity))));
    assertThat(options.server().listed()).isEqualTo(Path.of("l.txt"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'peers':{'maxx':3}}            | peers.maxx = 3 is wrong: there is no such key; known are",
        "{'peer':{'max':3}}              | peer = {\"max\":3} is wrong: there is no such key",
        "{'peers':{'max':'three'}}       | peers.max = three is wrong: a whole number from 1 to",
        "{'peers':{'max':0}}             | peers.max = 0 is wrong: a whole number from 1 to 10000",
        "{'peers':{'max':4,'target':5}}  | peers.target = 5 is wrong: a whole number from 0 to 4",
        "{'peers':{'bootstrap':['x']}}   | peers.bootstrap = [\"x\"] is wrong: a list of addresses",
        "{'peers':{'trusted':['a b:1']}}  | peers.trusted = [\"a b:1\"] is wrong: a list of addresses",
        "{'peers':{'trusted':['::1']}}   | peers.trusted = [\"::1\"] is wrong: a list of addresses",
        "{'peers.max':7}                 | peers.max = 7 is wrong: there is no such key; known are",
        "{'node':'a b'}                  | node = a b is wrong: 1 to 64 letters, digits, - or _",
        "{'key':'a\\u0000b'}             | key = a\0b is wrong: the name of a file",
        "{'key':' '}                     | is wrong: the name of a file",
        "{'peers':{'book':'\\ud800'}}     | peers.book = \ud800 is wrong: the name of a file",
        "{'server':{'stall':'9999h'}}    | server.stall = 9999h is wrong: a duration from 1ms to",
        "{'peers':7}                     | peers = 7 is wrong: this is a group",
        "{'heartbeat':{'interval':20}}   | heartbeat.interval = 20 is wrong: a duration",
        "{'heartbeat':{'interval':'0s'}} | heartbeat.interval = 0s is wrong: a duration",
        "{'refresh':{'jitter':0.9}}      | refresh.jitter = 0.9 is wrong: a number from 0 to 0.5",
        "{'server':{'queue':'9TiB'}}     | server.queue = 9TiB is wrong: a size",
        "{'listen':{'host':'example'}}   | listen.host = example is wrong: an IP address",
        "{'listen':{'transport':'ssl'}}  | listen.transport = ssl is wrong: one of [tls, plain]",
        "{'peers':{'admit':'some'}}      | peers.admit = some is wrong: one of [anyone, listed]",
        "{'peers':{'admit':'listed'}}    | peers.admit = listed needs peers.listed",
        "{'peers':{'listed':'x'}}        | peers.listed = x has no effect unless peers.admit",
        "{'peers':{'trusted':['a@1']}}   | peers.trusted = [\"a@1\"] is wrong: a list of addresses",
        "{'peers':{'trustedOnly':1}}     | peers.trustedOnly = 1 is wrong: true or false",
        "{'peers':{'trustedOnly':true,'trusted':['[::1]:2']}} | each entry needs the identity",
        "{'peers':{'trustedOnly':true,'bootstrap':['[::1]:2']}} | peers.bootstrap = [[0:0:0:0:0:0:0:1]:2] has no effect with peers.trustedOnly",
        "{'admin':{'enabled':1}}         | admin.enabled = 1 is wrong: true or false",
        "{'admin':{'port':-1}}           | admin.port = -1 is wrong: a whole number from 0 to 65535",
        "{'admin':{'names':['a b']}}     | admin.names = [\"a b\"] is wrong: a list of host names",
        "{'admin':{'enabled':true,'host':'0.0.0.0'}} | admin.host = 0.0.0.0 is wrong: whoever can reach it",
        "{'listen':{'port':70000}}       | listen.port = 70000 is wrong: a whole number",
      })
  void whatIsWrongIsNamedWithItsValueAndWhatWouldBeRight(String json, String message) {
    assertThatThrownBy(() -> NodeOptions.fromJson(json(json)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void theAdminPortIsOffAndLeavesLoopbackOnlyIfThatIsAskedForByName() {
    assertThat(NodeOptions.fromJson(json("{}")).admin()).isEqualTo(AdminOptions.OFF);
    AdminOptions admin = NodeOptions.fromJson(
            json("{'admin':{'enabled':true,'host':'0.0.0.0','exposed':true,'names':['A.b']}}"))
        .admin();

    assertThat(admin.listen()).isEqualTo(new ListenAddress("0.0.0.0", 4180));
    assertThat(admin.names()).containsExactly("a.b");
  }

  private static Transport transport(String listen) {
    return NodeOptions.fromJson(json("{'listen':" + listen + "}")).server().transport();
  }

  private static JsonObject json(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }
}
