package io.fencewire.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a command says where no admin port answers, or something else does. */
class AdminClientTest {
  private static final InetSocketAddress FREE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @Test
  void whereNobodyListensTheKeyIsNamed() throws IOException {
    try (Socket bound = new Socket()) {
      bound.bind(FREE);

      assertThat(failure(bound.getLocalPort(), "peers"))
          .contains("nobody listens at 127.0.0.1:" + bound.getLocalPort())
          .contains("admin.enabled = true (FENCEWIRE_ADMIN_ENABLED=true)");
    }
  }

  @Test
  void aNameWithoutAnAddressIsNamed() {
    CommandRun run = CommandRun.of(Map.of(), "peers", "--admin", "nobody.invalid:4180");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("no address is known for nobody.invalid:4180");
  }

  @Test
  void silenceEndsAndWhetherItWasDoneIsNotClaimed() throws IOException {
    try (ServerSocket silent = new ServerSocket()) {
      silent.bind(FREE);
      int port = silent.getLocalPort();

      assertThat(failure(port, "peers", "--timeout", "200ms"))
          .contains("did not answer within 200ms")
          .doesNotContain("carried out");
      assertThat(failure(port, "publish", "--timeout", "200ms", "a", "b"))
          .contains("within 200ms; nobody knows whether it was carried out");
    }
  }

  @Test
  void anAnswerThatNeverEndsIsSilenceToo() throws IOException {
    String endless = answering(200, 0, "[", "peers", "--timeout", "500ms");

    assertThat(endless).contains("did not answer within 500ms");
  }

  @Test
  void anAnswerThatIsTooLongIsNotRead() throws IOException {
    String blanks = " ".repeat(AdminClient.ANSWER_MAX + 1);

    assertThat(answering(200, blanks.length(), blanks, "peers"))
        .contains("longer than 16777216 bytes");
  }

  @ParameterizedTest
  @CsvSource({"200, <html>", "200, []", "404, {}", "302, x", "200, 7"})
  void somebodyElseIsNotTakenForANode(int status, String body) throws IOException {
    assertThat(answering(status, body.length(), body, "peers"))
        .contains("is no admin port of a node: HTTP status " + status);
  }

  @Test
  void noAnswerCanMoveTheCursorOrForgeALine() throws IOException {
    String forged = "{\"detail\":\"a\\r\\nfencewire: b\\u001b[2J\\u202ec\"}";

    assertThat(answering(503, forged.length(), forged, "peers"))
        .isEqualTo("fencewire peers failed: a fencewire: b [2J c\n");
  }

  /** What a command says to this answer; one of length 0 is begun and not ended. */
  private static String answering(int status, int length, String body, String... args)
      throws IOException {
    HttpServer server = HttpServer.create(FREE, 1);
    server.createContext("/", exchange -> {
      exchange.sendResponseHeaders(status, length);
      OutputStream out = exchange.getResponseBody();
      out.write(body.getBytes(UTF_8));
      out.flush();
      if (length > 0) {
        exchange.close();
      }
    });
    server.start();
    try {
      return failure(server.getAddress().getPort(), args);
    } finally {
      server.stop(0);
    }
  }

  private static String failure(int port, String... args) {
    String[] all = new String[args.length + 2];
    System.arraycopy(args, 0, all, 0, args.length);
    all[args.length] = "--admin";
    all[args.length + 1] = "127.0.0.1:" + port;
    CommandRun run = CommandRun.of(Map.of(), all);
    assertThat(run.code()).as(run.toString()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
    return run.err();
  }
}
