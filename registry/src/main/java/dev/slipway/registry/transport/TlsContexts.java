package dev.slipway.registry.transport;

import dev.slipway.image.web.TrustedCertificates;
import dev.slipway.registry.RegistryException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Makes what TLS needs of a [Trust].
public final class TlsContexts {
  private TlsContexts() {}

  public static SSLContext of(Trust trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(trust), managers(trust), null);
      return context;
    } catch (GeneralSecurityException | IOException unusable) {
      throw RegistryException.of(
          "the certificates for a registry cannot be used: " + unusable.getMessage(),
          "check the PEM files " + trust.authorities() + " and " + trust.certificate(),
          unusable);
    }
  }

  private static TrustManager[] managers(Trust trust) throws GeneralSecurityException, IOException {
    if (trust.unverified()) {
      return new TrustManager[] {new Anybody()};
    }
    TrustedCertificates trusted = TrustedCertificates.of(System::getenv);
    for (Path file : trust.authorities()) {
      trusted = trusted.and(file);
    }
    return DatedTrust.of(trusted.managers());
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws GeneralSecurityException, IOException {
    byte[] pem = Files.readAllBytes(file);
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem));
  }

  private static KeyManager @Nullable [] keys(Trust trust)
      throws GeneralSecurityException, IOException {
    Path certificate = trust.certificate();
    if (certificate == null) {
      return null;
    }
    Path key = trust.key() == null ? certificate : trust.key();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    String text = Files.readString(key, StandardCharsets.US_ASCII);
    Certificate[] chain = certificates(certificate).toArray(Certificate[]::new);
    store.setKeyEntry("own", PrivateKeys.parse(text, key), new char[0], chain);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  /// Takes every certificate, whoever it is for.
  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
