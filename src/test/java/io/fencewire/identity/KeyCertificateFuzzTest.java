package io.fencewire.identity;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fencewire.peer.PeerId;
import java.io.ByteArrayInputStream;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes as a peer's certificate. What is no certificate the JDK refuses; what is one, we take
 * only if it is the one that the key's owner has signed.
 */
@Timeout(10)
class KeyCertificateFuzzTest {
  private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
  private static final Ed25519Identity PEER = identity(1);
  /** One bit of its signature is turned, and the fuzzer finds out which. */
  private static final X509Certificate ALMOST = Certificates.forged(PEER);

  private static final X509Certificate GOOD =
      Certificates.valid(PEER, Instant.EPOCH, NOW.plusSeconds(3600));

  @MethodSource("seeds")
  @FuzzTest
  void certificate(byte[] input) throws Exception {
    Certificate certificate;
    try {
      certificate = CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(input));
    } catch (CertificateException | RuntimeException noCertificate) {
      return; // JDK 17 lets an ArrayIndexOutOfBoundsException out for an empty key
    }
    X509Certificate one = (X509Certificate) certificate;
    try {
      PeerId peer = KeyCertificate.check(new X509Certificate[] {one}, NOW, PEER);
      require(peer.equals(PEER.peerId()), "it names " + peer);
      require(
          Stream.of(GOOD, ALMOST).anyMatch(signed -> sameText(one, signed)),
          "what was signed is another");
    } catch (CertificateException e) {
      require(!String.valueOf(e.getMessage()).isBlank(), "it is refused without a word");
    }
  }

  static Stream<byte[]> seeds() throws CertificateException {
    PeerId weak = PeerId.parse("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa");
    return Stream.of(
        GOOD.getEncoded(),
        Certificates.valid(PEER, Instant.EPOCH, NOW.minusSeconds(1)).getEncoded(),
        ALMOST.getEncoded(),
        Certificates.signedBy(PEER, identity(2)).getEncoded(),
        Certificates.signedWith(new byte[64], weak).getEncoded(),
        Certificates.rsa().getEncoded());
  }

  private static boolean sameText(X509Certificate one, X509Certificate other) {
    try {
      return Arrays.equals(one.getTBSCertificate(), other.getTBSCertificate());
    } catch (CertificateException e) {
      throw new AssertionError(e);
    }
  }

  private static Ed25519Identity identity(int number) {
    byte[] seed = new byte[Ed25519Identity.SEED_SIZE];
    Arrays.fill(seed, (byte) number);
    return Ed25519Identity.fromSeed(seed);
  }

  private static void require(boolean right, String problem) {
    if (!right) {
      throw new AssertionError(problem);
    }
  }
}
