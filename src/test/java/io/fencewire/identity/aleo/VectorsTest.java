package io.fencewire.identity.aleo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.peer.PeerId;
import io.fencewire.wire.Bytes;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys, signatures, refusals and texts against what the reference implementation said. */
class VectorsTest {
  static List<JsonObject> positive() {
    return Vectors.of("positive");
  }

  @ParameterizedTest
  @MethodSource("positive")
  void anAccountFollowsFromItsPrivateKey(JsonObject vector) throws EncodingException {
    AleoAccount account = account(vector);
    assertThat(account.privateKey()).isEqualTo(vector.getString("privateKey"));
    assertThat(account.computeKey().signingX().toBigInteger()).isEqualTo(number(vector, "pkSigX"));
    assertThat(account.computeKey().randomizerX().toBigInteger())
        .isEqualTo(number(vector, "prSigX"));
    assertThat(account.computeKey().prf().value()).isEqualTo(number(vector, "skPrf"));
    assertThat(account.address().encode()).isEqualTo(bytes(vector, "addressHex"));
    assertThat(account.address()).hasToString(vector.getString("address"));
    assertThat(AleoAddress.parse(vector.getString("address"))).isEqualTo(account.address());
    ViewKey viewKey = ViewKey.parse(vector.getString("viewKey"));
    assertThat(account.viewKey().text()).isEqualTo(vector.getString("viewKey"));
    assertThat(LittleEndian.decode(viewKey.encode().toArray(), 0, Scalar.SIZE))
        .isEqualTo(number(vector, "viewKeyScalar"));
    assertThat(viewKey.address()).isEqualTo(account.address());
  }

  @ParameterizedTest
  @MethodSource("positive")
  void theSameNonceGivesTheSameSignature(JsonObject vector) throws EncodingException {
    AleoAccount account = account(vector);
    Scalar challenge = new Scalar(number(vector, "challenge"));
    Scalar response = new Scalar(number(vector, "response"));
    Scalar nonce = response.plus(challenge.times(account.signingSecret()));
    AleoSignature signature = AleoSignature.make(account, Vectors.hex(vector, "messageHex"), nonce);
    assertThat(signature.encode()).isEqualTo(bytes(vector, "signatureHex"));
    assertThat(signature).hasToString(vector.getString("signature"));
  }

  @ParameterizedTest
  @MethodSource("positive")
  void aSignatureOfTheReferenceIsValid(JsonObject vector) throws EncodingException {
    AleoSignature signature = AleoSignature.parse(vector.getString("signature"));
    assertThat(signature.encode()).isEqualTo(bytes(vector, "signatureHex"));
    assertThat(signature.isValid(
            AleoAddress.parse(vector.getString("address")), Vectors.hex(vector, "messageHex")))
        .isTrue();
  }

  static List<JsonObject> negative() {
    return Vectors.of("negative");
  }

  @ParameterizedTest
  @MethodSource("negative")
  void theOutcomeIsThatOfTheReference(JsonObject vector) {
    assertThat(outcome(vector)).isEqualTo(vector.getString("expect"));
  }

  /** A peer's address has 32 bytes there, as the messages of the handshake have it. */
  @Test
  void anIdentityBelievesWhatTheReferenceDoes() {
    AleoIdentity anybody =
        new AleoIdentity(AleoAccount.generate(new SecureRandom()), new SecureRandom());
    for (JsonObject vector : negative()) {
      byte[] address = Arrays.copyOf(Vectors.hex(vector, "addressHex"), PeerId.SIZE);
      byte[] message = Vectors.hex(vector, "messageHex");
      assertThat(anybody.verify(PeerId.of(address), message, bytes(vector, "signatureHex")))
          .as(vector.encode())
          .isEqualTo(vector.getString("expect").equals("valid"));
    }
  }

  private static String outcome(JsonObject vector) {
    AleoAddress address;
    try {
      address = AleoAddress.decode(Vectors.hex(vector, "addressHex"));
    } catch (EncodingException e) {
      return "address-decode-error";
    }
    try {
      return AleoSignature.decode(Vectors.hex(vector, "signatureHex"))
              .isValid(address, Vectors.hex(vector, "messageHex"))
          ? "valid"
          : "invalid";
    } catch (EncodingException e) {
      return "signature-decode-error";
    }
  }

  static List<JsonObject> xDecode() {
    return Vectors.of("xDecode");
  }

  @ParameterizedTest
  @MethodSource("xDecode")
  void anAddressIsAPointOfPrimeOrder(JsonObject vector) {
    byte[] x = Vectors.hex(vector, "xHex");
    if (vector.getBoolean("ok")) {
      assertThatCode(() -> AleoAddress.decode(x)).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> AleoAddress.decode(x)).isInstanceOf(EncodingException.class);
    }
  }

  @Test
  void theLongestMessageIsSignedAndNoLongerOne() throws EncodingException {
    JsonObject longest = Vectors.of("special").get(0);
    assertThat(longest.getString("kind")).isEqualTo("zeros(131071)");
    AleoAccount account = AleoAccount.parse(longest.getString("privateKey"));
    AleoSignature signature = account.sign(new byte[131_071], new SecureRandom());
    assertThat(signature.isValid(account.address(), new byte[131_071])).isTrue();
    assertThat(signature.isValid(account.address(), new byte[131_072])).isFalse();
    assertThatThrownBy(() -> account.sign(new byte[131_072], new SecureRandom()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("131072 bytes is too long");
  }

  static List<JsonObject> handshakes() {
    JsonObject networks = Vectors.object("handshake").getJsonObject("networks");
    return networks.fieldNames().stream().map(networks::getJsonObject).toList();
  }

  @ParameterizedTest
  @MethodSource("handshakes")
  void theBytesOfAHandshakeAreSignedAlike(JsonObject network) throws EncodingException {
    AleoAccount account = AleoAccount.parse(network.getString("privateKey"));
    Scalar nonce = new Scalar(new BigInteger(network.getString("schnorrNonceDecimal")));
    byte[] message = Vectors.hex(network, "signedBytesHex");
    assertThat(account.address()).hasToString(network.getString("address"));
    assertThat(AleoSignature.make(account, message, nonce).encode())
        .isEqualTo(bytes(network, "signatureHex"));
  }

  private static AleoAccount account(JsonObject vector) throws EncodingException {
    return AleoAccount.parse(vector.getString("privateKey"));
  }

  private static BigInteger number(JsonObject vector, String name) {
    return new BigInteger(vector.getString(name));
  }

  private static Bytes bytes(JsonObject vector, String name) {
    return Bytes.wrap(Vectors.hex(vector, name));
  }
}
