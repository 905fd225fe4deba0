package io.fencewire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.peer.ListenAddress;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
        "{'server':{'stall':'9999h'}}    | server.stall = 9999h is wrong: a duration from 1ms to",
        "{'peers':7}                     | peers = 7 is wrong: this is a group",
        "{'heartbeat':{'interval':20}}   | heartbeat.interval = 20 is wrong: a duration",
        "{'heartbeat':{'interval':'0s'}} | heartbeat.interval = 0s is wrong: a duration",
        "{'refresh':{'jitter':0.9}}      | refresh.jitter = 0.9 is wrong: a number from 0 to 0.5",
        "{'server':{'queue':'9TiB'}}     | server.queue = 9TiB is wrong: a size",
        "{'listen':{'host':'example'}}   | listen.host = example is wrong: an IP address",
        "{'listen':{'port':70000}}       | listen.port = 70000 is wrong: a whole number",
      })
  void whatIsWrongIsNamedWithItsValueAndWhatWouldBeRight(String json, String message) {
    JsonObject conf = new JsonObject(json.replace('\'', '"'));

    assertThatThrownBy(() -> NodeOptions.fromJson(conf))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
