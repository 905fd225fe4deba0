package io.fencewire.api;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fencewire.fuzz.Allocation;
import io.fencewire.fuzz.Script;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.TopicMessage;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/** Any JSON as a command of the gateway: it is read, or refused with a Fault that names a key. */
@Timeout(10)
class JsonRequestFuzzTest {
  /** The text of an error with its causes, and what a long host name costs its pattern. */
  private static final long CONSTANT = 2 * 1024 * 1024;

  /** An error quotes the value it is about, which then is printed as JSON. */
  private static final long TIMES = 64;

  private static final List<String> KEYS =
      List.of("do", "topic", "body", "text", "token", "address", "peer", "seconds", "");

  @MethodSource("seeds")
  @FuzzTest
  void command(byte[] input) throws Exception {
    Script script = new Script(input);
    int order = script.u8();
    Object body;
    try {
      body = Json.decodeValue(new String(script.rest(), StandardCharsets.UTF_8));
    } catch (DecodeException noJson) {
      return;
    }
    Allocation.held(CONSTANT + TIMES * input.length, () -> {
      read(body, order);
      return order;
    });
  }

  static Stream<byte[]> seeds() {
    return Stream.of(
            "{'do':'publish','topic':'prices','body':'aGk='}",
            "{'do':'publish','topic':'prices','text':'hi'}",
            "{'do':'send','token':'1@%s:1','topic':'t','text':''}".formatted("a".repeat(32)),
            "{'do':'connect','address':'[::1]:4130'}",
            "{'do':'disconnect','token':'x'}",
            "{'do':'ban','peer':'%s','seconds':60}".formatted("ab".repeat(32)),
            "{'do':'ban','peer':'','seconds':1e3,'':0}",
            "{'do':[],'body':null,'text':{}}",
            "{'text':'\\ud800','topic':'\\ud800'}",
            "[]",
            "null")
        .flatMap(text -> Stream.of(" ", "\u0005", "~")
            .map(order -> order + text.replace('\'', '"'))
            .map(whole -> whole.getBytes(StandardCharsets.UTF_8)));
  }

  /** Reads as all of the gateway's commands do together, each part for itself. */
  private static void read(Object body, int order) {
    attempt(body, () -> {
      JsonRequest request = JsonRequest.of(body);
      String command = request.text("do");
      require(command.equals(((JsonObject) body).getValue("do")), "the command was changed");
    });
    if (body instanceof JsonObject) {
      attempt(body, () -> JsonRequest.of(body).text("topic", JsonRequestFuzzTest::topic));
      attempt(body, () -> JsonRequest.of(body).text("address", DialTarget::parse));
      attempt(body, () -> JsonRequest.of(body).text("token", ConnectionToken::parse));
      attempt(body, () -> JsonRequest.of(body).text("peer", PeerId::parse));
      attempt(body, () -> JsonRequest.of(body).number("seconds", 1, 60));
      attempt(body, () -> JsonRequest.of(body).body());
      attempt(body, () -> end(JsonRequest.of(body), order));
    }
  }

  /** Asks for some of the keys and for no other. */
  private static void end(JsonRequest request, int order) {
    for (int i = 1; i < KEYS.size(); i++) {
      if ((order >> i & 1) != 0) {
        request.text(KEYS.get(i));
      }
    }
    request.end();
  }

  private static void attempt(Object body, Runnable reading) {
    try {
      reading.run();
    } catch (JsonRequest.Fault fault) {
      boolean named = KEYS.contains(fault.key())
          || (body instanceof JsonObject json && json.containsKey(fault.key()));
      require(named, "a fault with the key " + fault.key());
      require(!String.valueOf(fault.getMessage()).isBlank(), "a fault without a word");
    }
  }

  private static String topic(String text) {
    TopicMessage.check(text);
    return text;
  }

  private static void require(boolean right, String problem) {
    if (!right) {
      throw new AssertionError(problem);
    }
  }
}
