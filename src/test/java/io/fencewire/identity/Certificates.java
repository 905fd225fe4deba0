package io.fencewire.identity;

import io.fencewire.peer.PeerId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/** Certificates as peers may present them, good and bad. */
public final class Certificates {
  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");
  private static final AlgorithmIdentifier ED25519 =
      new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.3.101.112"));

  private Certificates() {}

  /** What a node presents. */
  public static X509Certificate good(Ed25519Identity identity) {
    return valid(identity, Instant.EPOCH, END_OF_TIME);
  }

  /** One that ended yesterday. */
  public static X509Certificate expired(Ed25519Identity identity) {
    return valid(identity, Instant.EPOCH, Instant.now().minus(Duration.ofDays(1)));
  }

  /** One that is good between two points of time. */
  static X509Certificate valid(Ed25519Identity identity, Instant from, Instant until) {
    try {
      return KeyCertificate.make(identity, from, until);
    } catch (CertificateException e) {
      throw new AssertionError(e);
    }
  }

  /** A good one whose signature has one bit turned. */
  public static X509Certificate forged(Ed25519Identity identity) {
    return of(ed25519(identity.peerId()), text -> {
      byte[] signature = identity.sign(text).toArray();
      signature[7] ^= 1;
      return signature;
    });
  }

  /** One over a key of no bytes; the JDK stumbles over it. */
  public static X509Certificate keyless(Ed25519Identity identity) {
    SubjectPublicKeyInfo nothing = new SubjectPublicKeyInfo(ED25519, new byte[0]);
    return new Disguised(
        good(identity), encoded(nothing, text -> identity.sign(text).toArray()));
  }

  /** One over a key, signed by somebody else. */
  static X509Certificate signedBy(Ed25519Identity signer, Ed25519Identity subject) {
    return of(ed25519(subject.peerId()), text -> signer.sign(text).toArray());
  }

  /** One over any 32 bytes, with any signature. */
  static X509Certificate signedWith(byte[] signature, PeerId subject) {
    return of(ed25519(subject), text -> signature);
  }

  /** One over an RSA key. */
  static X509Certificate rsa() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(1024);
      byte[] key = generator.generateKeyPair().getPublic().getEncoded();
      return of(SubjectPublicKeyInfo.getInstance(key), text -> new byte[64]);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The private half, as TLS wants it. */
  public static PrivateKey privateKey(Ed25519Identity identity) {
    try {
      return KeyFactory.getInstance("Ed25519")
          .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, identity.seed()));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static SubjectPublicKeyInfo ed25519(PeerId peer) {
    return new SubjectPublicKeyInfo(ED25519, peer.toBytes());
  }

  private static X509Certificate of(SubjectPublicKeyInfo key, UnaryOperator<byte[]> signer) {
    try {
      return (X509Certificate) CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(encoded(key, signer)));
    } catch (CertificateException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] encoded(SubjectPublicKeyInfo key, UnaryOperator<byte[]> signer) {
    V3TBSCertificateGenerator draft = new V3TBSCertificateGenerator();
    draft.setSerialNumber(new ASN1Integer(7));
    draft.setSignature(ED25519);
    draft.setIssuer(new X500Name("CN=somebody"));
    draft.setSubject(new X500Name("CN=somebody"));
    draft.setStartDate(new Time(Date.from(Instant.EPOCH)));
    draft.setEndDate(new Time(Date.from(END_OF_TIME)));
    draft.setSubjectPublicKeyInfo(key);
    TBSCertificate text = draft.generateTBSCertificate();
    try {
      ASN1EncodableVector parts = new ASN1EncodableVector();
      parts.add(text);
      parts.add(ED25519);
      parts.add(new DERBitString(signer.apply(text.getEncoded("DER"))));
      return new DERSequence(parts).getEncoded("DER");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
