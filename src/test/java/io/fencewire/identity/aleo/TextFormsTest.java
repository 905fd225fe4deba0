package io.fencewire.identity.aleo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFormsTest {
  private static final String PRIVATE_KEY =
      "APrivateKey1zkpBxnWb5SckbavAkxKon6fdJx23vWvbL6STnW4hnwm2cvm";
  private static final String ADDRESS =
      "aleo1zaf5l6eh8yr2zp8fsml7f0uzvzevphlmg3y3jeqptfp0qpgxncgscxc8rf";

  static List<JsonObject> addressStrings() {
    return Vectors.of("addressStrings");
  }

  /** Where two versions of the reference disagree, the stricter one is right. */
  @ParameterizedTest
  @MethodSource("addressStrings")
  void addressesAreReadAsStrictly(JsonObject vector) {
    String text = vector.getString("s");
    assertReads(vector.getBoolean("ok073"), () -> AleoAddress.parse(text).toString(), text);
  }

  static List<JsonObject> signatureStrings() {
    return Vectors.of("signatureStrings");
  }

  @ParameterizedTest
  @MethodSource("signatureStrings")
  void signaturesAreReadAsStrictly(JsonObject vector) {
    String text = vector.getString("s");
    assertReads(vector.getBoolean("ok073"), () -> AleoSignature.parse(text).toString(), text);
  }

  static List<JsonObject> privateKeyStrings() {
    return Vectors.of("privateKeyStrings");
  }

  @ParameterizedTest
  @MethodSource("privateKeyStrings")
  void privateKeysAreReadAsStrictly(JsonObject vector) {
    String text = vector.getString("s");
    assertReads(vector.getBoolean("ok"), () -> AleoAccount.parse(text).privateKey(), text);
  }

  @Test
  void anyMistypedCharacterIsFound() {
    for (int i = 0; i < ADDRESS.length(); i++) {
      char wrong = ADDRESS.charAt(i) == 'q' ? 'p' : 'q';
      String mistyped = ADDRESS.substring(0, i) + wrong + ADDRESS.substring(i + 1);
      assertThatThrownBy(() -> AleoAddress.parse(mistyped))
          .as(mistyped)
          .isInstanceOf(EncodingException.class)
          .hasMessageContaining(i < 5 ? "beginning with aleo1" : "checksum");
    }
  }

  @Test
  void whatIsWrongWithAnAddressIsSaid() {
    String mixed = ADDRESS.substring(0, 60) + "RF" + ADDRESS.charAt(62);
    assertThatThrownBy(() -> AleoAddress.parse(mixed)).hasMessageContaining("upper case");
    String noDigit = ADDRESS.substring(0, 62) + "b";
    assertThatThrownBy(() -> AleoAddress.parse(noDigit))
        .hasMessageContaining("character 63 can't be there");
    assertThatThrownBy(() -> AleoAddress.parse("aleo1"))
        .hasMessageContaining("should be 63 characters");
    assertThatThrownBy(() -> AleoAddress.decode(new byte[31]))
        .hasMessageContaining("has 32 bytes, not 31");
    assertThatThrownBy(() -> AleoSignature.decode(new byte[127]))
        .hasMessageContaining("has 128 bytes, not 127");
  }

  /** In lower case the sign for the unit of temperature is an ordinary k. */
  @Test
  void aLetterThatOnlyLooksRightIsRefused() throws EncodingException {
    String address = addressWithA('k').toUpperCase(Locale.ROOT);
    assertThat(AleoAddress.parse(address)).isNotNull();
    assertThatThrownBy(() -> AleoAddress.parse(address.replace('K', '\u212a')))
        .hasMessageContaining("upper case");
  }

  private static String addressWithA(char letter) {
    return Vectors.of("positive").stream()
        .map(vector -> vector.getString("address"))
        .filter(address -> address.indexOf(letter) > 0)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "APrivateKey1",
        "APrivateKey1zkpBxnWb5SckbavAkxKon6fdJx23vWvbL6STnW4hnwm2cv0",
        "AViewKey1iJanBapz69dW9G8LPdQepSgcGxcTP9w4W7zRVujPhF69",
        "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
      })
  void whatIsNoPrivateKeyIsRefusedAndNotQuoted(String text) {
    assertThatThrownBy(() -> AleoAccount.parse(text))
        .isInstanceOf(EncodingException.class)
        .hasMessageNotContaining("zkpBxnWb5");
  }

  @Test
  void aSeedThatIsNoFieldElementIsRefusedAndNotQuoted() {
    byte[] seed = LittleEndian.encode(Fp.MODULUS, Fp.SIZE);
    String text = SecretText.PRIVATE_KEY.write(seed);
    assertThat(text).startsWith("APrivateKey1");
    assertThatThrownBy(() -> AleoAccount.parse(text))
        .isInstanceOf(EncodingException.class)
        .message()
        .isEqualTo("a field element is not below " + Fp.MODULUS);
  }

  @Test
  void secretsStayOutOfLogs() throws EncodingException {
    AleoAccount account = AleoAccount.parse(PRIVATE_KEY);
    assertThat(account).hasToString(ADDRESS);
    assertThat(account.viewKey()).hasToString("the view key of " + ADDRESS);
    assertThat(new AleoIdentity(account, new SecureRandom())).hasToString(ADDRESS);
    assertThat(account.signingSecret().toString())
        .doesNotContain(account.signingSecret().value().toString());
  }

  private static void assertReads(boolean readable, Reading reading, String text) {
    if (readable) {
      assertThat(readOrMessage(reading)).isEqualTo(text.toLowerCase(Locale.ROOT));
    } else {
      assertThatThrownBy(reading::read).isInstanceOf(EncodingException.class);
    }
  }

  private static String readOrMessage(Reading reading) {
    try {
      return reading.read();
    } catch (EncodingException e) {
      return "refused: " + e.getMessage();
    }
  }

  private interface Reading {
    String read() throws EncodingException;
  }
}
