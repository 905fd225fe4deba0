package io.fencewire.bus;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/** Any JSON as a validator's answer: one of three words, or an IllegalArgumentException. */
@Timeout(10)
class JudgementFuzzTest {
  @MethodSource("seeds")
  @FuzzTest
  void answer(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    try {
      GossipCommand.Judgement judgement = JsonForm.judgement(Json.decodeValue(text));
      if (!text.contains("\\") && !text.contains(JsonForm.word(judgement))) {
        throw new AssertionError(text + " means " + judgement);
      }
    } catch (DecodeException | IllegalArgumentException refused) {
      if (String.valueOf(refused.getMessage()).isBlank()) {
        throw new AssertionError("refused without a word", refused);
      }
    }
  }

  static Stream<byte[]> seeds() {
    return Stream.of(
            "\"accept\"", "{\"judgement\":\"ignore\"}", "{\"judgement\":1}", "[\"reject\"]", "null")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }
}
