package io.fencewire.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.peer.PeerId;
import io.fencewire.wire.Bytes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ed25519IdentityTest {
  private static final HexFormat HEX = HexFormat.of();

  private final Ed25519Identity alice = Ed25519Identity.fromSeed(filled(1));
  private final Ed25519Identity bob = Ed25519Identity.fromSeed(filled(2));

  // RFC 8032, section 7.1: tests 1, 2, 3 and SHA(abc).
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60|\
          d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a|\
          ''|\
          e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155\
          5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b
          4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb|\
          3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c|\
          72|\
          92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
          085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00
          c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7|\
          fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025|\
          af82|\
          6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac\
          18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a
          833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42|\
          ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf|\
          ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
          2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f|\
          dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589\
          09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704
          """)
  void theVectorsOfTheSpecificationHold(String seed, String key, String message, String signed) {
    Ed25519Identity identity = Ed25519Identity.fromSeed(HEX.parseHex(seed));
    assertThat(identity.peerId()).isEqualTo(PeerId.parse(key));
    assertThat(identity.sign(HEX.parseHex(message))).isEqualTo(Bytes.parse(signed));
    assertThat(alice.verify(PeerId.parse(key), HEX.parseHex(message), Bytes.parse(signed)))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theJdkSignsTheSame(long randomSeed) throws GeneralSecurityException {
    Random random = new Random(randomSeed);
    byte[] seed = new byte[32];
    random.nextBytes(seed);
    byte[] message = new byte[random.nextInt(300)];
    random.nextBytes(message);
    Signature jdk = Signature.getInstance("Ed25519");
    jdk.initSign(KeyFactory.getInstance("Ed25519")
        .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed)));
    jdk.update(message);
    assertThat(Ed25519Identity.fromSeed(seed).sign(message))
        .as("random seed %d", randomSeed)
        .isEqualTo(Bytes.of(jdk.sign()));
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "ed25519-edge-cases.csv", delimiter = '|')
  void whatVerifiersDisagreeAboutIsRefused(
      String name, String key, String message, String signature) {
    assertThat(alice.verify(PeerId.parse(key), HEX.parseHex(message), Bytes.parse(signature)))
        .as(name)
        .isFalse();
  }

  /** Without the check of the subgroup this one would pass, so the check is needed. */
  @Test
  void theLibraryAloneAcceptsAKeyOfMixedOrder() {
    byte[] key = HEX.parseHex("cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d");
    byte[] message =
        HEX.parseHex("9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79");
    byte[] signature =
        HEX.parseHex("9046a64750444938de19f227bb80485e92b83fdb4b6506c160484c016cc1852f"
            + "87909e14428a7a1d62e9f22f3d3ad7802db02eb2e688b6c52fcd6648a98bd009");
    assertThat(Ed25519.verify(signature, 0, key, 0, message, 0, message.length)).isTrue();
    assertThat(alice.verify(PeerId.of(key), message, Bytes.of(signature))).isFalse();
  }

  /** With R the neutral point and S zero, each of these keys "signs" many messages or all. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"
      })
  void aKeyThatSignsAnythingIsRefused(String key) {
    byte[] signature = new byte[64];
    signature[0] = 1;
    for (int i = 0; i < 16; i++) {
      assertThat(alice.verify(PeerId.parse(key), new byte[] {(byte) i}, Bytes.of(signature)))
          .isFalse();
    }
  }

  @Test
  void everyFlippedBitOfTheSignatureIsNoticed() {
    byte[] message = {1, 2, 3};
    byte[] signature = bob.sign(message).toArray();
    for (int bit = 0; bit < signature.length * Byte.SIZE; bit++) {
      byte[] flipped = signature.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      assertThat(alice.verify(bob.peerId(), message, Bytes.wrap(flipped)))
          .as("bit %d", bit)
          .isFalse();
    }
    assertThat(alice.verify(bob.peerId(), message, Bytes.wrap(signature))).isTrue();
  }

  @Test
  void anotherMessageOrSignerIsRefused() {
    Bytes signature = bob.sign(new byte[] {1});
    assertThat(alice.verify(bob.peerId(), new byte[] {2}, signature)).isFalse();
    assertThat(alice.verify(bob.peerId(), new byte[] {1, 0}, signature)).isFalse();
    assertThat(alice.verify(alice.peerId(), new byte[] {1}, signature)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 32, 63, 65, 128})
  void aSignatureOfAnotherLengthIsRefused(int length) {
    byte[] signature = Arrays.copyOf(bob.sign(new byte[0]).toArray(), length);
    assertThat(alice.verify(bob.peerId(), new byte[0], Bytes.wrap(signature))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33, 64})
  void aSeedOfAnotherLengthIsRefused(int length) {
    assertThatThrownBy(() -> Ed25519Identity.fromSeed(new byte[length]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an Ed25519 seed has 32 bytes, not " + length);
  }

  @Test
  void theCallerMayWipeItsSeed() {
    byte[] seed = filled(7);
    Ed25519Identity identity = Ed25519Identity.fromSeed(seed);
    Arrays.fill(seed, (byte) 0);
    Bytes signature = identity.sign(new byte[] {5});
    assertThat(alice.verify(identity.peerId(), new byte[] {5}, signature)).isTrue();
  }

  @Test
  void eachGeneratedIdentityIsAnother() {
    SecureRandom random = new SecureRandom();
    Ed25519Identity one = Ed25519Identity.generate(random);
    Ed25519Identity other = Ed25519Identity.generate(random);
    assertThat(one.peerId()).isNotEqualTo(other.peerId());
    assertThat(alice.verify(one.peerId(), new byte[] {1}, one.sign(new byte[] {1})))
        .isTrue();
  }

  @Test
  void theTextOfAnIdentityHasNoSecret() {
    assertThat(alice.toString())
        .contains(alice.peerId().toString())
        .doesNotContain(HEX.formatHex(filled(1)));
  }

  private static byte[] filled(int value) {
    byte[] seed = new byte[Ed25519Identity.SEED_SIZE];
    Arrays.fill(seed, (byte) value);
    return seed;
  }
}
