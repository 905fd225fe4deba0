package io.fencewire.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.peer.TrustedPeer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every key from JSON or the environment, and where its value came from. */
class SettingsTest {
  @Test
  void theEnvironmentWinsOverTheConfiguration() {
    Settings settings = Settings.read(
        new JsonObject().put("peers", new JsonObject().put("max", 30).put("min", 2)),
        Map.of("FENCEWIRE_PEERS_MAX", "40", "HOME", "/"));

    assertThat(settings.get(OptionKeys.PEERS_MAX)).isEqualTo(40);
    assertThat(settings.get(OptionKeys.PEERS_MIN)).isEqualTo(2);
    JsonObject peers = settings.toJsonWithOrigins().getJsonObject("peers");
    assertThat(peers.getJsonObject("max").getString("from")).isEqualTo("FENCEWIRE_PEERS_MAX");
    assertThat(peers.getJsonObject("min").getString("from")).isEqualTo("configuration");
    assertThat(peers.getJsonObject("target").getString("from")).isEqualTo("default");
  }

  @Test
  void everyKindOfValueCanStandInTheEnvironment() {
    Settings settings = Settings.read(
        new JsonObject(),
        Map.of(
            "FENCEWIRE_NODE", "alpha",
            "FENCEWIRE_PEERS_TRUSTED", "127.0.0.1:1, [::1]:2,",
            "FENCEWIRE_REFRESH_JITTER", "0.3",
            "FENCEWIRE_SERVER_ATTEMPTS_WINDOW", "1m",
            "FENCEWIRE_GOSSIP_RECENT_BYTES", "1MiB"));

    assertThat(settings.get(OptionKeys.NODE)).isEqualTo("alpha");
    assertThat(settings.get(OptionKeys.PEERS_TRUSTED))
        .containsExactly(TrustedPeer.parse("127.0.0.1:1"), TrustedPeer.parse("[::1]:2"));
    assertThat(settings.get(OptionKeys.REFRESH_JITTER)).isEqualTo(0.3);
    assertThat(settings.get(OptionKeys.SERVER_ATTEMPTS_WINDOW)).hasMinutes(1);
    assertThat(settings.get(OptionKeys.GOSSIP_RECENT_BYTES)).isEqualTo(1 << 20);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FENCEWIRE_PEERS_MAX         | abc | a whole number from 1 to 10000",
        "FENCEWIRE_PEERS_MAX         | 0   | a whole number from 1 to 10000",
        "FENCEWIRE_PEERS_MAXX        | 3   | there is no key of this name",
        "FENCEWIRE_PEERS_BOOTSTRAP   | a,b | a list of addresses",
        "FENCEWIRE_HEARTBEAT_INTERVAL| 20  | a duration",
        "FENCEWIRE_LISTN_PORT        | 1   | there is no key of this name",
      })
  void anErrorNamesTheVariable(String variable, String value, String right) {
    assertThatThrownBy(() -> Settings.read(new JsonObject(), Map.of(variable, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(variable + " = " + value + " is wrong: " + right);
  }

  @Test
  void whatKubernetesSaysOfAServiceIsNoKey() {
    Map<String, String> links = Map.of(
        "FENCEWIRE_SERVICE_HOST", "10.0.0.1",
        "FENCEWIRE_SERVICE_PORT", "4130",
        "FENCEWIRE_ADMIN_SERVICE_PORT_HTTP", "4180",
        "FENCEWIRE_PORT", "tcp://10.0.0.1:4130",
        "FENCEWIRE_PORT_4130_TCP_ADDR", "10.0.0.1");

    assertThat(Settings.read(new JsonObject(), links).toJson())
        .isEqualTo(Settings.read(new JsonObject()).toJson());
  }

  @Test
  void whatIsPrintedIsReadAsTheSameSettings() {
    JsonObject printed = Settings.read(new JsonObject(
            "{'peers':{'max':7,'trusted':['[::1]:5']},'server':{'stall':'90s','queue':'1000B'}}"
                .replace('\'', '"')))
        .toJson();

    assertThat(printed.getJsonObject("server").getString("stall")).isEqualTo("90s");
    assertThat(printed.getJsonObject("server").getString("queue")).isEqualTo("1000B");
    assertThat(Settings.read(printed).toJson()).isEqualTo(printed);
    assertThat(NodeOptions.fromJson(printed)).isEqualTo(NodeOptions.of(Settings.read(printed)));
  }

  @Test
  void aKeyIsExplainedWithItsRangeHere() {
    Settings settings = Settings.read(new JsonObject("{\"peers\":{\"max\":5}}"));

    assertThat(settings.explain("peers.target").lines())
        .containsExactly(
            "peers.target: the node dials until it has so many; at most peers.max",
            "  takes     a whole number from 0 to 5",
            "  default   10",
            "  variable  FENCEWIRE_PEERS_TARGET",
            "  here      5, from default");
    assertThatThrownBy(() -> settings.explain("peers.maxx"))
        .hasMessage("peers.maxx is wrong: there is no such key");
  }

  @Test
  void everyKeyStandsInTheReadmeWithItsDefaultAndNoOther() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String section =
        readme.substring(readme.indexOf("### Essentials"), readme.indexOf("### Commands"));
    List<String> rows = Pattern.compile("^\\| `([^`]+)` \\| ([^|]+) \\|", Pattern.MULTILINE)
        .matcher(section)
        .results()
        .map(row -> row.group(1) + " = " + row.group(2).replace("`", ""))
        .toList();

    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(OptionKeys.all().stream()
            .map(key -> key.name() + " = " + key.standard())
            .toList());
  }

  @Test
  void variablesAreDistinct() {
    assertThat(OptionKeys.all()).extracting(OptionKey::variable).doesNotHaveDuplicates();
  }
}
