package io.fencewire.identity.aleo;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes as a peer's address and signature, and any text as what a user may type. It is refused
 * with a reason, or it is what would be written.
 */
@Timeout(10)
class AleoDecodingFuzzTest {
  /** An address, a signature, and the message they are for. */
  @MethodSource("seeds")
  @FuzzTest
  void bytes(byte[] input) {
    byte[] encoded =
        Arrays.copyOfRange(input, Math.min(AleoAddress.SIZE, input.length), input.length);
    byte[] message =
        Arrays.copyOfRange(encoded, Math.min(AleoSignature.SIZE, encoded.length), encoded.length);
    try {
      AleoAddress address = AleoAddress.decode(input);
      require(isPrefix(address.encode().toArray(), input), "another address is written");
      AleoSignature signature = AleoSignature.decode(encoded);
      require(isPrefix(signature.encode().toArray(), encoded), "another signature is written");
      signature.isValid(address, message);
    } catch (EncodingException e) {
      require(!String.valueOf(e.getMessage()).isBlank(), "it is refused without a word");
    }
  }

  @MethodSource("textSeeds")
  @FuzzTest
  void texts(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    String lower = text.toLowerCase(Locale.ROOT);
    requireSame(lower, () -> AleoAddress.parse(text).toString());
    requireSame(lower, () -> AleoSignature.parse(text).toString());
    requireSame(text, () -> AleoAccount.parse(text).privateKey());
    requireSame(text, () -> ViewKey.parse(text).text());
  }

  /** The first message, to a responder; and the second, to an initiator, whom it must not convince. */
  @MethodSource("seeds")
  @FuzzTest
  void noise(byte[] input) {
    byte[] secret = new byte[Fp.SIZE];
    NoiseHandshake responder = new NoiseHandshake(false, input, secret, secret);
    NoiseHandshake initiator = new NoiseHandshake(true, input, secret, secret);
    initiator.write(secret);
    try {
      require(responder.read(input).length == input.length - Fp.SIZE, "another payload is read");
      initiator.read(input);
      throw new AssertionError("a message that nobody has sealed is believed");
    } catch (EncodingException e) {
      require(!String.valueOf(e.getMessage()).isBlank(), "it is refused without a word");
    }
  }

  /** Two that are valid, and one of each kind that the reference was asked about. */
  static Stream<byte[]> seeds() {
    Map<String, JsonObject> kinds = new TreeMap<>();
    Vectors.of("negative").forEach(vector -> kinds.put(vector.getString("kind"), vector));
    Stream<JsonObject> valid = Vectors.of("positive").stream().limit(2);
    return Stream.concat(
        Stream.concat(valid, kinds.values().stream()).map(AleoDecodingFuzzTest::joined),
        Stream.of(new byte[0], new byte[32], new byte[160]));
  }

  static Stream<byte[]> textSeeds() {
    JsonObject vector = Vectors.of("positive").get(0);
    Stream<String> right =
        Stream.of("privateKey", "viewKey", "address", "signature").map(vector::getString);
    Stream<String> odd = Stream.of("addressStrings", "privateKeyStrings", "signatureStrings")
        .flatMap(kind -> Vectors.of(kind).stream())
        .map(entry -> entry.getString("s"));
    return Stream.concat(right, odd).map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] joined(JsonObject vector) {
    byte[] address = Vectors.hex(vector, "addressHex");
    byte[] signature = Vectors.hex(vector, "signatureHex");
    byte[] message = Vectors.hex(vector, "messageHex");
    byte[] all = Arrays.copyOf(address, address.length + signature.length + message.length);
    System.arraycopy(signature, 0, all, address.length, signature.length);
    System.arraycopy(message, 0, all, address.length + signature.length, message.length);
    return all;
  }

  private static boolean isPrefix(byte[] prefix, byte[] bytes) {
    return Arrays.equals(prefix, Arrays.copyOf(bytes, prefix.length));
  }

  private static void requireSame(String expected, Reading reading) {
    try {
      require(reading.read().equals(expected), "another text is written");
    } catch (EncodingException e) {
      require(!String.valueOf(e.getMessage()).isBlank(), "it is refused without a word");
    }
  }

  private static void require(boolean right, String problem) {
    if (!right) {
      throw new AssertionError(problem);
    }
  }

  private interface Reading {
    String read() throws EncodingException;
  }
}
