package io.fencewire.identity;

import io.fencewire.peer.PeerId;
import io.fencewire.wire.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
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

/**
 * An identity in the clothes of X.509: a certificate over an Ed25519 key, signed with that key. It
 * vouches for nothing; it only carries the key to where TLS proves that the other end has its
 * private half.
 */
final class KeyCertificate {
  /** What stands before the 32 bytes of the key in its SubjectPublicKeyInfo (RFC 8410). */
  private static final byte[] KEY_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final String ED25519 = "1.3.101.112";
  private static final AlgorithmIdentifier ALGORITHM =
      new AlgorithmIdentifier(new ASN1ObjectIdentifier(ED25519));

  private KeyCertificate() {}

  /** A new one, with the identity as its subject's and issuer's common name. */
  static X509Certificate make(Identity identity, Instant from, Instant until)
      throws CertificateException {
    V3TBSCertificateGenerator draft = new V3TBSCertificateGenerator();
    X500Name name = new X500Name("CN=" + identity.peerId());
    draft.setSerialNumber(new ASN1Integer(BigInteger.ONE));
    draft.setSignature(ALGORITHM);
    draft.setIssuer(name);
    draft.setSubject(name);
    draft.setStartDate(new Time(Date.from(from)));
    draft.setEndDate(new Time(Date.from(until)));
    draft.setSubjectPublicKeyInfo(
        new SubjectPublicKeyInfo(ALGORITHM, identity.peerId().toBytes()));
    return signed(draft.generateTBSCertificate(), identity);
  }

  /**
   * The identity in a peer's certificate.
   *
   * @param verifier checks the signature; any identity of the same scheme can
   * @throws CertificateException if the chain is anything but one valid certificate over an Ed25519
   *     key, signed with that key; the message says what was found and what would be right
   */
  static PeerId check(X509Certificate[] chain, Instant now, Identity verifier)
      throws CertificateException {
    if (chain.length != 1) {
      throw new CertificateException("the peer presented " + chain.length
          + " certificates; one, signed with its own key, would be right");
    }
    X509Certificate certificate = chain[0];
    PeerId peer = keyOf(certificate.getPublicKey());
    certificate.checkValidity(Date.from(now));
    if (!certificate.getSigAlgOID().equals(ED25519)
        || !verifier.verify(
            peer, certificate.getTBSCertificate(), Bytes.wrap(certificate.getSignature()))) {
      throw new CertificateException(
          "the certificate of " + peer + " is not signed with its own key");
    }
    return peer;
  }

  /**
   * The 32 bytes of an Ed25519 key.
   *
   * @throws CertificateException if it is a key of another kind
   */
  static PeerId keyOf(PublicKey key) throws CertificateException {
    byte[] encoded = key.getEncoded();
    int prefix = KEY_PREFIX.length;
    if (encoded == null
        || encoded.length != prefix + PeerId.SIZE
        || !Arrays.equals(encoded, 0, prefix, KEY_PREFIX, 0, prefix)) {
      throw new CertificateException("the certificate's key is of the kind " + key.getAlgorithm()
          + "; Ed25519 would be right");
    }
    return PeerId.of(Arrays.copyOfRange(encoded, prefix, encoded.length));
  }

  private static X509Certificate signed(TBSCertificate draft, Identity identity)
      throws CertificateException {
    try {
      ASN1EncodableVector parts = new ASN1EncodableVector();
      parts.add(draft);
      parts.add(ALGORITHM);
      parts.add(new DERBitString(identity.sign(draft.getEncoded("DER")).toArray()));
      byte[] encoded = new DERSequence(parts).getEncoded("DER");
      return (X509Certificate) CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(encoded));
    } catch (IOException e) {
      throw new CertificateException("a certificate over our own key can't be encoded", e);
    }
  }
}
