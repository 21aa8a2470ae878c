package dev.slipway.registry.transport;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// Takes what another takes, but no server's certificate outside its time: the JDK does not look at
/// the dates of one that is trusted by itself.
final class DatedTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager trust;

  private DatedTrust(X509ExtendedTrustManager trust) {
    this.trust = trust;
  }

  static TrustManager[] of(TrustManager[] managers) {
    TrustManager[] dated = managers.clone();
    for (int i = 0; i < dated.length; i++) {
      if (dated[i] instanceof X509ExtendedTrustManager extended) {
        dated[i] = new DatedTrust(extended);
      }
    }
    return dated;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    trust.checkClientTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    trust.checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    trust.checkClientTrusted(chain, type, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    trust.checkServerTrusted(chain, type);
    requireValid(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    trust.checkServerTrusted(chain, type, socket);
    requireValid(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    trust.checkServerTrusted(chain, type, engine);
    requireValid(chain);
  }

  private static void requireValid(X509Certificate[] chain) throws CertificateException {
    X509Certificate own = chain[0];
    try {
      own.checkValidity();
    } catch (CertificateException outside) {
      throw new CertificateException(
          "the certificate of "
              + own.getSubjectX500Principal().getName()
              + " has expired or is not valid yet: it is for "
              + own.getNotBefore().toInstant()
              + " to "
              + own.getNotAfter().toInstant(),
          outside);
    }
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return trust.getAcceptedIssuers();
  }
}
