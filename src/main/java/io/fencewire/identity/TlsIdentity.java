package io.fencewire.identity;

import io.fencewire.peer.PeerId;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.time.InstantSource;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A node's identity as TLS wants it: the same key, in a self-signed certificate that is made in
 * memory at each start. Engines made here speak TLS 1.3 alone, present that certificate, and demand
 * one of the same kind from the other end. They send no server name and resume no session of their
 * own, so that each dial proves the key anew.
 */
public final class TlsIdentity {
  private static final String[] PROTOCOLS = {"TLSv1.3"};

  /** A key has no date, and a certificate must have two: these are never the reason for anything. */
  private static final Instant FROM = Instant.EPOCH;

  private static final Instant UNTIL = Instant.parse("9999-12-31T23:59:59Z");

  private final SSLContext context;

  private TlsIdentity(SSLContext context) {
    this.context = context;
  }

  /** The TLS side of an identity; takes a moment, the first time in a JVM. */
  public static TlsIdentity of(Ed25519Identity identity, InstantSource clock) {
    try {
      SSLContext context = SSLContext.getInstance(PROTOCOLS[0]);
      context.init(
          new KeyManager[] {new OwnKey(identity)},
          new TrustManager[] {new OwnSigned(identity, clock)},
          null);
      return new TlsIdentity(context);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform has no TLS 1.3 with Ed25519 keys", e);
    }
  }

  /**
   * An engine for the end that dials, with the keys of its first message drawn: that alone takes
   * half a millisecond and more, which an event loop does not have.
   */
  public SSLEngine initiator() throws SSLException {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(true);
    engine.setEnabledProtocols(PROTOCOLS);
    engine.beginHandshake();
    return engine;
  }

  /** An engine for the end that is dialled. */
  public SSLEngine responder() {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setEnabledProtocols(PROTOCOLS);
    engine.setNeedClientAuth(true);
    return engine;
  }

  /**
   * The identity that the other end of a session has proven.
   *
   * @throws SSLPeerUnverifiedException if it has proven none
   */
  public static PeerId peerOf(SSLSession session) throws SSLPeerUnverifiedException {
    try {
      return KeyCertificate.keyOf(session.getPeerCertificates()[0].getPublicKey());
    } catch (CertificateException e) {
      throw new SSLPeerUnverifiedException(e.getMessage());
    }
  }

  /** Offers our one certificate to whoever can use an Ed25519 key. */
  private static final class OwnKey extends X509ExtendedKeyManager {
    private static final String ALIAS = "identity";
    private static final String KEY_TYPE = "EdDSA";

    private final X509Certificate certificate;
    private final PrivateKey key;

    private OwnKey(Ed25519Identity identity) throws GeneralSecurityException {
      certificate = KeyCertificate.make(identity, FROM, UNTIL);
      key = KeyFactory.getInstance("Ed25519")
          .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, identity.seed()));
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
        String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      for (String keyType : keyTypes) {
        if (keyType.equals(KEY_TYPE)) {
          return ALIAS;
        }
      }
      return null;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
        String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return keyType.equals(KEY_TYPE) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return chooseEngineClientAlias(keyTypes, issuers, null);
    }

    @Override
    public @Nullable String chooseServerAlias(
        String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
      return new String[] {ALIAS};
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
      return new String[] {ALIAS};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return new X509Certificate[] {certificate};
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return key;
    }
  }

  /** Lets in whoever presents its own key; who that is, and whether it is welcome, comes later. */
  private static final class OwnSigned extends X509ExtendedTrustManager {
    private final Identity verifier;
    private final InstantSource clock;

    private OwnSigned(Identity verifier, InstantSource clock) {
      this.verifier = verifier;
      this.clock = clock;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      check(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }

    private void check(X509Certificate[] chain) throws CertificateException {
      KeyCertificate.check(chain, clock.instant(), verifier);
    }
  }
}
