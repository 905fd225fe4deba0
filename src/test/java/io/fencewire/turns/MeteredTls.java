package io.fencewire.turns;

import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/** The TLS of this Java platform, with a meter in every call of an engine that handshakes consist of. */
final class MeteredTls extends Provider {
  private static final String NAME = "MeteredTls";

  private MeteredTls(Meter meter) throws GeneralSecurityException {
    super(NAME, "1", "TLS with a meter");
    Provider real = SSLContext.getInstance("TLSv1.3").getProvider();
    putService(
        new Service(this, "SSLContext", "TLSv1.3", Spi.class.getName(), List.of(), Map.of()) {
          @Override
          public Object newInstance(Object parameter)
              throws java.security.NoSuchAlgorithmException {
            return new Spi(SSLContext.getInstance("TLSv1.3", real), meter);
          }
        });
  }

  /** From now on every TLS context of this JVM is metered, until {@link #remove}. */
  static void install(Meter meter) {
    try {
      Security.insertProviderAt(new MeteredTls(meter), 1);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static void remove() {
    Security.removeProvider(NAME);
  }

  /** Makes the engines. */
  private static final class Spi extends SSLContextSpi {
    private final SSLContext context;
    private final Meter meter;

    private Spi(SSLContext context, Meter meter) {
      this.context = context;
      this.meter = meter;
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
        throws KeyManagementException {
      context.init(keys, trust, random);
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      try {
        return meter.verify(
            Meter.Work.TLS, () -> new MeteredEngine(context.createSSLEngine(), meter));
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      return context.getSocketFactory();
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      return context.getServerSocketFactory();
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return context.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return context.getClientSessionContext();
    }
  }
}
