package io.fencewire;

import io.fencewire.identity.Certificates;
import io.fencewire.identity.Ed25519Identity;
import io.fencewire.identity.TrustsAnyone;
import io.fencewire.peer.ListenAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;

/** TLS as a stranger may speak it: with the JDK alone, and with whatever certificate. */
public final class RawTls {
  private static final int PATIENCE_MILLIS = 20_000;

  private final SSLContext context;

  private RawTls(SSLContext context) {
    this.context = context;
  }

  /** Presents these certificates, with the private half of this key behind them. */
  public static RawTls with(Ed25519Identity key, X509Certificate... chain) {
    KeyManager[] keys = {new Presents(Certificates.privateKey(key), chain)};
    return new RawTls(context(keys));
  }

  /** Presents nothing. */
  public static RawTls withoutCertificate() {
    return new RawTls(context(new KeyManager[0]));
  }

  /** Opens a socket; the handshake begins with the first byte, or with startHandshake(). */
  public SSLSocket dial(ListenAddress address, String... protocols) throws IOException {
    SSLSocket socket = (SSLSocket) context
        .getSocketFactory()
        .createSocket(InetAddress.getByName(address.ip()), address.port());
    if (protocols.length > 0) {
      socket.setEnabledProtocols(protocols);
    }
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /** Speaks over a socket that is open, as the end that has dialled. */
  public SSLSocket over(Socket open) throws IOException {
    String host = open.getInetAddress().getHostAddress();
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(open, host, open.getPort(), true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /** Listens at a free port of loopback. */
  public SSLServerSocket listen() throws IOException {
    SSLServerSocket listener = (SSLServerSocket)
        context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    listener.setSoTimeout(PATIENCE_MILLIS);
    return listener;
  }

  private static SSLContext context(KeyManager[] keys) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, new TrustManager[] {new TrustsAnyone()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Has one answer to every question. */
  private static final class Presents extends X509ExtendedKeyManager {
    private final PrivateKey key;
    private final X509Certificate[] chain;

    private Presents(PrivateKey key, X509Certificate... chain) {
      this.key = key;
      this.chain = chain;
    }

    @Override
    public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
      return "it";
    }

    @Override
    public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
      return type.equals("EdDSA") ? "it" : null;
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
      return "it";
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
      return type.equals("EdDSA") ? "it" : null;
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
      return new String[] {"it"};
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
      return new String[] {"it"};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return chain;
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return key;
    }
  }
}
