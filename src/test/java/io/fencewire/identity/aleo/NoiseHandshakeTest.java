package io.fencewire.identity.aleo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.wire.Bytes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NoiseHandshakeTest {
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

  private final SecureRandom random = new SecureRandom();
  private final NoiseHandshake alice = NoiseHandshake.initiator(random);
  private final NoiseHandshake bob = NoiseHandshake.responder(random);

  static List<JsonObject> vectors() {
    return Vectors.in("noise.json").getJsonArray("vectors").stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void everyMessageIsThatOfOtherImplementations(JsonObject vector) throws EncodingException {
    NoiseHandshake initiator = side(true, "init", vector);
    NoiseHandshake responder = side(false, "resp", vector);
    JsonArray messages = vector.getJsonArray("messages");
    for (int i = 0; i < 3; i++) {
      NoiseHandshake writer = i % 2 == 0 ? initiator : responder;
      NoiseHandshake reader = i % 2 == 0 ? responder : initiator;
      byte[] payload = Vectors.hex(messages.getJsonObject(i), "payload");
      byte[] message = writer.write(payload);
      assertThat(message).isEqualTo(Vectors.hex(messages.getJsonObject(i), "ciphertext"));
      assertThat(reader.read(message)).isEqualTo(payload);
    }
    String hash = HexFormat.of().formatHex(initiator.binding(true)).substring(2 * 37);
    assertThat(hash).isEqualTo(vector.getString("handshake_hash", hash)).hasSize(64);
    // The responder, who is the fourth to speak, is the first on the channel.
    NoiseCipher[] sealing = {responder.cipher(false), initiator.cipher(true)};
    NoiseCipher[] opening = {initiator.cipher(false), responder.cipher(true)};
    for (int i = 3; i < messages.size(); i++) {
      byte[] payload = Vectors.hex(messages.getJsonObject(i), "payload");
      byte[] sealed = sealing[(i + 1) % 2].seal(payload);
      assertThat(sealed).isEqualTo(Vectors.hex(messages.getJsonObject(i), "ciphertext"));
      assertThat(opening[(i + 1) % 2].open(sealed)).isEqualTo(payload);
    }
  }

  /** The whole of snarkOS's exchange, with its accounts: hint, info, info and proof, proof. */
  @Test
  void accountsAreBoundToTheConnection() throws EncodingException {
    AleoIdentity alicesAccount = new AleoIdentity(AleoAccount.generate(random), random);
    AleoIdentity bobsAccount = new AleoIdentity(AleoAccount.generate(random), random);
    assertThat(bob.read(alice.write(HELLO))).isEqualTo(HELLO);
    alice.read(bob.write(HELLO));
    assertThat(alice.binding(true)).isEqualTo(bob.binding(true)).hasSize(69);
    byte[] bound = bob.binding(true);
    byte[] proof = bob.read(alice.write(alicesAccount.sign(alice.binding(true)).toArray()));
    assertThat(bobsAccount.verify(alicesAccount.peerId(), bound, Bytes.wrap(proof)))
        .isTrue();
    byte[] answer = bob.cipher(false).seal(bobsAccount.sign(bob.binding(false)).toArray());
    assertThat(alicesAccount.verify(
            bobsAccount.peerId(),
            alice.binding(false),
            Bytes.wrap(alice.cipher(false).open(answer))))
        .isTrue();
  }

  @Test
  void whoPassesMessagesOnGetsNoProofThatFits() throws EncodingException {
    NoiseHandshake toAlice = NoiseHandshake.responder(random);
    NoiseHandshake toBob = NoiseHandshake.initiator(random);
    bob.read(toBob.write(toAlice.read(alice.write(HELLO))));
    alice.read(toAlice.write(toBob.read(bob.write(HELLO))));
    assertThat(alice.binding(true)).isNotEqualTo(bob.binding(true));
  }

  @Test
  void anAlteredMessageIsRefused() throws EncodingException {
    bob.read(alice.write(HELLO));
    byte[] second = bob.write(HELLO);
    second[second.length - 1] ^= 1;
    assertThatThrownBy(() -> alice.read(second))
        .isInstanceOf(EncodingException.class)
        .hasMessageContaining("not what the other end has sealed");
    second[second.length - 1] ^= 1;
    assertThatThrownBy(() -> alice.read(second))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("BROKEN");
    assertThatThrownBy(() -> alice.cipher(true)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anAlteredPayloadInClearTextIsNoticedInTheNextMessage() throws EncodingException {
    byte[] first = alice.write(HELLO);
    first[first.length - 1] ^= 1;
    bob.read(first);
    byte[] second = bob.write(HELLO);
    assertThatThrownBy(() -> alice.read(second)).isInstanceOf(EncodingException.class);
  }

  @Test
  void theMagicBelongsToWhatIsHashed() throws EncodingException {
    byte[] secret = new byte[32];
    NoiseHandshake other = new NoiseHandshake(false, new byte[4], secret, secret);
    other.read(alice.write(HELLO));
    byte[] second = other.write(HELLO);
    assertThatThrownBy(() -> alice.read(second)).isInstanceOf(EncodingException.class);
    assertThat(NoiseHandshake.magic()).isEqualTo(HexFormat.of().parseHex("ae1e00ff"));
  }

  @Test
  void aMessageOfAnImpossibleLengthIsRefused() {
    assertThatThrownBy(() -> bob.read(new byte[31])).hasMessageContaining("should have 32 to 1024");
    assertThatThrownBy(() -> NoiseHandshake.responder(random).read(new byte[1025]))
        .hasMessageContaining("has 1025 bytes");
  }

  @Test
  void whoseTurnItIsIsHeld() throws EncodingException {
    assertThatThrownBy(() -> bob.write(HELLO)).isInstanceOf(IllegalStateException.class);
    byte[] first = alice.write(HELLO);
    assertThatThrownBy(() -> alice.write(HELLO)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> alice.cipher(true))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("SECOND message is missing");
    bob.read(first);
    alice.read(bob.write(HELLO));
    bob.read(alice.write(HELLO));
    assertThatThrownBy(() -> alice.write(HELLO)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> bob.read(first)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aChannelNumbersItsMessages() throws EncodingException {
    bob.read(alice.write(HELLO));
    alice.read(bob.write(HELLO));
    bob.read(alice.write(HELLO));
    NoiseCipher sealing = alice.cipher(true);
    byte[] first = sealing.seal(HELLO);
    byte[] second = sealing.seal(HELLO);
    NoiseCipher opening = bob.cipher(true);
    assertThatThrownBy(() -> opening.open(second)).isInstanceOf(EncodingException.class);
    assertThat(opening.open(first)).isEqualTo(HELLO);
    assertThat(opening.open(second)).isEqualTo(HELLO);
  }

  private static NoiseHandshake side(boolean initiator, String name, JsonObject vector) {
    return new NoiseHandshake(
        initiator,
        Vectors.hex(vector, name + "_prologue"),
        Vectors.hex(vector, name + "_static"),
        Vectors.hex(vector, name + "_ephemeral"));
  }
}
