package io.fencewire.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.peer.PeerId;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;

/** What a node presents in TLS, and what it takes from others. */
class TlsIdentityTest {
  private static final Ed25519Identity ALICE = identity(1);
  private static final Ed25519Identity BOB = identity(2);
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void bothEndsOfATlsSessionLearnTheOthersIdentity() throws SSLException {
    SSLEngine alice = tls(ALICE).initiator();
    SSLEngine bob = tls(BOB).responder();

    shakeHands(alice, bob);

    assertThat(TlsIdentity.peerOf(alice.getSession())).isEqualTo(BOB.peerId());
    assertThat(TlsIdentity.peerOf(bob.getSession())).isEqualTo(ALICE.peerId());
    assertThat(bob.getSession().getProtocol()).isEqualTo("TLSv1.3");
  }

  @Test
  void anEndThatPresentsNoCertificateIsRefused() throws GeneralSecurityException {
    SSLEngine nobody = stranger("TLSv1.3");

    assertThatThrownBy(() -> shakeHands(nobody, tls(BOB).responder()))
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("client certificate");
  }

  @Test
  void anEndWithoutTls13IsRefused() throws GeneralSecurityException {
    SSLEngine old = stranger("TLSv1.2");

    assertThatThrownBy(() -> shakeHands(old, tls(BOB).responder()))
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("TLSv1.2");
  }

  @Test
  void aCertificateOverItsOwnKeyCarriesThatKey() throws CertificateException {
    assertThat(check(Certificates.good(ALICE))).isEqualTo(ALICE.peerId());
  }

  @Test
  void aCertificateIsGoodFromItsFirstMomentToItsLast() throws CertificateException {
    Instant second = NOW.plusSeconds(1);

    assertThat(check(Certificates.valid(ALICE, NOW, second))).isEqualTo(ALICE.peerId());
    assertThatThrownBy(() -> check(Certificates.valid(ALICE, second, NOW.plusSeconds(2))))
        .isInstanceOf(CertificateNotYetValidException.class);
    assertThatThrownBy(() -> check(Certificates.valid(ALICE, Instant.EPOCH, NOW.minusSeconds(1))))
        .isInstanceOf(CertificateExpiredException.class);
  }

  @Test
  void aCertificateWithAWrongSignatureIsRefused() {
    assertThatThrownBy(() -> check(Certificates.forged(ALICE)))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining("not signed with its own key");
  }

  @Test
  void aCertificateThatAnotherKeyHasSignedIsRefused() {
    assertThatThrownBy(() -> check(Certificates.signedBy(BOB, ALICE)))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining("not signed with its own key");
  }

  @Test
  void aCertificateOverAnRsaKeyIsRefused() {
    assertThatThrownBy(() -> check(Certificates.rsa()))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining("RSA; Ed25519 would be right");
  }

  @Test
  void aChainOfTwoIsRefusedAndSoIsAnEmptyOne() {
    X509Certificate good = Certificates.good(ALICE);

    assertThatThrownBy(() -> check(good, good)).hasMessageContaining("2 certificates");
    assertThatThrownBy(this::check).hasMessageContaining("0 certificates");
  }

  @Test
  void aKeyThatIsNoGoodIdentityIsRefused() {
    // The neutral element: with it, anybody can make a signature that verifies.
    PeerId neutral = PeerId.parse("01" + "00".repeat(31));

    assertThatThrownBy(() -> check(Certificates.signedWith(new byte[64], neutral)))
        .isInstanceOf(CertificateException.class);
  }

  @Test
  void aPeerWhoseCertificateHasEndedIsRefusedInTheHandshakeToo() {
    TlsIdentity late =
        TlsIdentity.of(BOB, () -> Instant.parse("9999-12-31T23:59:59Z").plus(Duration.ofDays(1)));

    assertThatThrownBy(() -> shakeHands(tls(ALICE).initiator(), late.responder()))
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("NotAfter");
  }

  private static SSLEngine stranger(String protocol) throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustsAnyone()}, null);
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(true);
    engine.setEnabledProtocols(new String[] {protocol});
    return engine;
  }

  private PeerId check(X509Certificate... chain) throws CertificateException {
    return KeyCertificate.check(chain, NOW, BOB);
  }

  private static TlsIdentity tls(Ed25519Identity identity) {
    return TlsIdentity.of(identity, InstantSource.fixed(NOW));
  }

  private static Ed25519Identity identity(int number) {
    byte[] seed = new byte[32];
    seed[0] = (byte) number;
    return Ed25519Identity.fromSeed(seed);
  }

  /** Passes bytes from one to the other until both have nothing more to say. */
  private static void shakeHands(SSLEngine near, SSLEngine far) throws SSLException {
    near.beginHandshake();
    far.beginHandshake();
    ByteBuffer fromNear = ByteBuffer.allocate(1 << 17);
    ByteBuffer fromFar = ByteBuffer.allocate(1 << 17);
    for (int i = 0; i < 200; i++) {
      step(near, fromFar, fromNear);
      step(far, fromNear, fromFar);
    }
    assertThat(near.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
    assertThat(far.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
  }

  private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
    Runnable task;
    while ((task = engine.getDelegatedTask()) != null) {
      task.run();
    }
    if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      engine.wrap(ByteBuffer.allocate(0), out);
    } else if (in.position() > 0) {
      in.flip();
      engine.unwrap(in, ByteBuffer.allocate(1 << 15));
      in.compact();
    }
  }
}
