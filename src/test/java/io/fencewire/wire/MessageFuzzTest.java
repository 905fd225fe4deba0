package io.fencewire.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fencewire.fuzz.Allocation;
import io.fencewire.fuzz.Script;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as the body of any message: it is decoded, or refused with a WireException. */
@Timeout(10)
class MessageFuzzTest {
  private static final MessageType[] TYPES = MessageType.values();

  /** A message, or null if it was refused. */
  private record Outcome(@Nullable Message message) {}

  @MethodSource("seeds")
  @FuzzTest
  void body(byte[] input) throws Exception {
    Script script = new Script(input);
    MessageType type = TYPES[script.u8() % TYPES.length];
    byte[] body = script.rest();
    Outcome outcome = Allocation.held(
        () -> decode(type, body),
        what -> WireOracle.allowance(type, body.length, what.message() == null));
    Message message = outcome.message();
    if (message != null) {
      WireOracle.require(message.type() == type, message, "is no " + type);
      WireOracle.checkCanonical(message, body);
      WireOracle.checkReread(message);
    }
  }

  static Stream<byte[]> seeds() {
    return Golden.all().map(golden -> {
      byte[] seed = Arrays.copyOfRange(golden.frame(), 5, golden.frame().length);
      seed[0] = (byte) Arrays.asList(TYPES).indexOf(golden.message().type());
      return seed;
    });
  }

  private static Outcome decode(MessageType type, byte[] body) {
    try {
      return new Outcome(Frame.decode(type, new ByteReader(body, 0, body.length)));
    } catch (WireException e) {
      WireOracle.require(!String.valueOf(e.getMessage()).isBlank(), e, "says nothing");
      return new Outcome(null);
    }
  }
}
