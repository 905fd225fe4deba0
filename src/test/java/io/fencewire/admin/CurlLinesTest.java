package io.fencewire.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documentation prints for curl works as it stands there. */
class CurlLinesTest {
  private static final String PRINTED_PORT = ":4180";

  /** The shell itself says what arguments a line has; curl is not needed for that. */
  private static final String ARGUMENTS = "curl() { printf '%s\\n' \"$@\"; }; ";

  @Test
  void everyLineIsAnsweredAsTheAdminPortAnswersWhatItUnderstands() throws Exception {
    try (AdminPort port = new AdminPort()) {
      List<String> lines = lines();
      assertThat(lines).hasSizeGreaterThan(10);
      for (String line : lines) {
        String here = line.replace("127.0.0.1:4131", port.nodes.betaAddress());
        assertThat(new Call(arguments(here)).on(port.http)).as(line).isEqualTo(200);
      }
    }
  }

  private static List<String> lines() throws IOException {
    Path docs = Path.of("docs");
    try (Stream<Path> pages = Files.list(docs)) {
      return Stream.concat(Stream.of(Path.of("README.md")), pages.sorted())
          .filter(page -> page.toString().endsWith(".md"))
          .flatMap(CurlLinesTest::linesOf)
          .filter(line -> line.startsWith("curl ") && line.contains(PRINTED_PORT))
          .toList();
    }
  }

  private static Stream<String> linesOf(Path page) {
    try {
      return Files.readAllLines(page).stream();
    } catch (IOException e) {
      throw new AssertionError(page.toString(), e);
    }
  }

  private static List<String> arguments(String line) throws Exception {
    Process shell = new ProcessBuilder("sh", "-c", ARGUMENTS + line).start();
    String arguments = new String(shell.getInputStream().readAllBytes(), UTF_8);
    assertThat(shell.waitFor()).as(line).isZero();
    return arguments.lines().toList();
  }

  /** What curl would send. */
  private static final class Call {
    private final Map<String, String> headers = new HashMap<>();
    private HttpMethod method = HttpMethod.GET;
    private String body = "";
    private String url = "";
    private boolean endless;

    Call(List<String> arguments) {
      for (int i = 0; i < arguments.size(); i++) {
        String argument = arguments.get(i);
        switch (argument) {
          case "-N" -> endless = true;
          case "-X" -> method = HttpMethod.valueOf(arguments.get(++i));
          case "-H" -> header(arguments.get(++i));
          case "-d" -> data(arguments.get(++i));
          default -> address(argument);
        }
      }
    }

    private void header(String header) {
      String[] parts = header.split(": ", 2);
      headers.put(parts[0], parts[1]);
    }

    private void data(String data) {
      body = new JsonObject(data).encode();
      method = method.equals(HttpMethod.GET) ? HttpMethod.POST : method;
    }

    private void address(String address) {
      assertThat(url).as("curl would ask for another page: %s", address).isEmpty();
      assertThat(address).startsWith("http://127.0.0.1" + PRINTED_PORT + "/");
      url = address;
    }

    /** The status of the answer. */
    int on(Http http) {
      String path = url.substring(url.indexOf(PRINTED_PORT) + PRINTED_PORT.length());
      return endless ? http.begins(path) : http.ask(method, path, headers, body).status();
    }
  }
}
