package io.fencewire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.NodeVerticle;
import io.fencewire.devnet.DevnetOptions;
import io.fencewire.launcher.LaunchCheck.Surroundings;
import io.fencewire.server.Transport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandsTest {
  private static final Surroundings AROUND =
      new Surroundings(Map.of(), Map.of(), NodeVerticle.class.getName());

  @TempDir
  private Path folder;

  private final StringWriter err = new StringWriter();
  private final StringWriter out = new StringWriter();

  @Test
  void aDevnetHasDefaults() {
    DevnetOptions options = options();
    assertThat(options.nodes()).isEqualTo(5);
    assertThat(options.time()).isEqualTo(Duration.ofSeconds(30));
    assertThat(options.rate()).isEqualTo(20);
    assertThat(options.rotateEvery()).isEqualTo(Duration.ofSeconds(2));
    assertThat(options.late()).isZero();
    assertThat(options.adminPort()).isEqualTo(4180);
    assertThat(options.input()).isNull();
    assertThat(options.report()).isNull();
  }

  @Test
  void everyOptionOfADevnetIsRead() {
    DevnetOptions options = options(
        "--nodes",
        "20",
        "--for",
        "2m",
        "--rate=50",
        "--rotate-every",
        "500ms",
        "--late",
        "0.5%",
        "--transport",
        "tls",
        "--loops",
        "3",
        "--admin",
        "off",
        "--seed",
        "-9",
        "--input",
        "in.txt",
        "--report",
        "out.json");
    assertThat(options)
        .isEqualTo(new DevnetOptions(
            20,
            Duration.ofMinutes(2),
            50,
            Duration.ofMillis(500),
            0.005,
            Transport.TLS,
            3,
            DevnetOptions.NO_ADMIN,
            -9,
            Path.of("in.txt"),
            Path.of("out.json")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--nodes|five|--nodes|'five'|whole number such as 5",
        "--nodes|1|--nodes|1|2 to 200",
        "--nodes|201|--nodes|201|2 to 200",
        "--for|30|--for|'30'|such as 500ms, 30s or 2m",
        "--for|-5s|--for|'-5s'|such as 500ms, 30s or 2m",
        "--for|10ms|--for|10ms|1s to 24h",
        "--for|999999999h|--for|3599999996400000ms|1s to 24h",
        "--rate|0|--rate|0|1 to 10000",
        "--rate|99999999999|--rate|'99999999999'|whole number such as 5",
        "--rotate-every|0s|--rotate-every|0ms|100ms to 1h",
        "--late|1|--late|'1'|percentage such as 1% or 0.5%",
        "--late|101%|--late|101.0%|0% to 100%",
        "--late|-1%|--late|'-1%'|percentage such as 1% or 0.5%",
        "--transport|ssl|--transport|'ssl'|neither tls nor plain",
        "--seed|x|--seed|'x'|whole number of 64 bits",
        "--input|/no/such/file|--input|/no/such/file|does not exist",
        "--report|/no/such/dir/r.json|--report|/no/such/dir/r.json|directory that exists",
      })
  void aBadValueIsNamedInOneLineWithWhatWouldBeRight(
      String option, String value, String name, String named, String right) {
    assertThat(execute("devnet", option, value)).isEqualTo(2);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("fencewire: ")
        .contains(name, named, right);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--node=3", "extra"})
  void whatIsNotKnownIsNamedInOneLine(String argument) {
    assertThat(execute("devnet", argument)).isEqualTo(2);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains(argument, "see 'fencewire devnet --help'");
  }

  @Test
  void tooManyItemsAreRefused() {
    assertThat(execute("devnet", "--for", "24h", "--rate", "10000")).isEqualTo(2);
    assertThat(err.toString()).contains("864000000 items", "10000000", "--for");
  }

  @Test
  void helpIsNoError() {
    assertThat(execute("devnet", "--help")).isZero();
    assertThat(out.toString()).contains("--rotate-every", "1%.", "30s");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void keygenPrintsTheIdentityAndOverwritesNothing() throws IOException {
    Path key = folder.resolve("a.key");
    assertThat(execute("keygen", "--out", key.toString())).isZero();
    assertThat(out.toString()).matches("[0-9a-f]{64}\\R");
    byte[] content = Files.readAllBytes(key);

    assertThat(execute("keygen", "--out", key.toString())).isEqualTo(1);
    assertThat(err.toString().lines()).singleElement().asString().contains(key + " exists");
    assertThat(key).hasBinaryContent(content);
  }

  @Test
  void keygenMakesAnAleoAccountWhereTheNetworkHasThem() throws IOException {
    Path key = folder.resolve("aleo.key");
    assertThat(execute("keygen", "--network", "aleo-mainnet", "--out", key.toString()))
        .isZero();
    String address = out.toString().strip();
    assertThat(address).matches("aleo1[02-9ac-hj-np-z]{58}");
    assertThat(Files.readString(key)).contains(address, "\nAPrivateKey1");

    assertThat(execute("keygen", "--network", "aleo", "--out", key.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("'aleo' is no network; one of [private, aleo-mainnet,");
  }

  @Test
  void configPrintsWhatConfTakes() {
    assertThat(execute("config", "-conf", "{\"peers\":{\"max\":7}}")).isZero();
    String printed = out.toString();
    out.getBuffer().setLength(0);

    assertThat(execute("config", "--conf", printed)).isZero();
    assertThat(out.toString()).isEqualTo(printed).contains("\"max\" : 7", "\"inbound\" : 6");
  }

  @Test
  void configSaysWhereAValueCameFromExplainsAndValidates() {
    assertThat(execute("config", "--verbose")).isZero();
    assertThat(out.toString()).contains("\"from\" : \"default\"");
    assertThat(execute("config", "--explain", "peers.max")).isZero();
    assertThat(out.toString()).contains("FENCEWIRE_PEERS_MAX", "a whole number from 1 to 10000");
    out.getBuffer().setLength(0);

    assertThat(execute("config", "--validate")).isZero();
    assertThat(execute("config", "--validate", "-conf", "{\"pears\":3}")).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines()).singleElement().asString().contains("pears = 3 is wrong");
  }

  @Test
  void theVersionTheHelpAndTheCompletionArePrinted() {
    assertThat(execute("--version")).isZero();
    assertThat(out.toString()).contains("fencewire", "Java " + Runtime.version());
    assertThat(execute("--help")).isZero();
    assertThat(out.toString()).contains("-cluster-port", "keygen", "Exit codes");
    assertThat(execute("generate-completion")).isZero();
    assertThat(out.toString()).contains("complete -F _complete_fencewire", "--explain");
    assertThat(err.toString()).isEmpty();
  }

  private int execute(String... args) {
    return Commands.commandLine(AROUND, launch -> 0)
        .setErr(new PrintWriter(err))
        .setOut(new PrintWriter(out))
        .execute(args);
  }

  private static DevnetOptions options(String... args) {
    CommandLine root = Commands.commandLine(AROUND, launch -> 0);
    List<String> all = new ArrayList<>(List.of("devnet"));
    all.addAll(List.of(args));
    root.parseArgs(all.toArray(String[]::new));
    DevnetCommand command = root.getSubcommands().get("devnet").getCommand();
    return command.options();
  }
}
