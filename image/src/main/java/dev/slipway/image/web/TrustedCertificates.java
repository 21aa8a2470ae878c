package dev.slipway.image.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// The authorities whose servers are trusted: those of this machine's own bundle, and besides those
/// in the files that `SSL_CERT_FILE` and `SSL_CERT_DIR` name. A machine without a bundle trusts
/// whom Java trusts.
public final class TrustedCertificates {
  private static final List<Path> BUNDLES =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"), // Debian, Ubuntu, Arch, Alpine
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"), // Fedora, RHEL
          Path.of("/etc/ssl/ca-bundle.pem"), // openSUSE
          Path.of("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"),
          Path.of("/etc/ssl/cert.pem"));

  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----");

  private final Set<Certificate> certificates = new LinkedHashSet<>();

  private TrustedCertificates() {}

  /// @param environment variables by name, null where one is not set
  /// @throws IOException a file that the environment names is not there, or holds no certificate
  public static TrustedCertificates of(UnaryOperator<@Nullable String> environment)
      throws IOException {
    var trusted = new TrustedCertificates();
    for (Path bundle : BUNDLES) {
      if (Files.isReadable(bundle)) {
        trusted.addAll(bundle);
        break;
      }
    }
    String file = environment.apply("SSL_CERT_FILE");
    if (file != null && !file.isEmpty()) {
      trusted.addNamed(Path.of(file));
    }
    String directories = environment.apply("SSL_CERT_DIR");
    if (directories != null) {
      for (String directory : directories.split(":")) {
        trusted.addDirectory(directory);
      }
    }
    return trusted;
  }

  /// These, and those of a file.
  ///
  /// @throws IOException the file cannot be read, or holds no certificate
  public TrustedCertificates and(Path file) throws IOException {
    var more = new TrustedCertificates();
    more.certificates.addAll(certificates);
    if (more.addAll(file) == 0) {
      throw new IOException(file + " holds no certificate");
    }
    return more;
  }

  private void addNamed(Path file) throws IOException {
    if (!Files.isReadable(file) || addAll(file) == 0) {
      throw new IOException("SSL_CERT_FILE: " + file + " holds no certificate");
    }
  }

  private void addDirectory(String name) throws IOException {
    if (name.isEmpty() || !Files.isDirectory(Path.of(name))) {
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of(name))) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      addAll(file);
    }
  }

  /// How many certificates the file has that can be read.
  private int addAll(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    Matcher blocks = CERTIFICATE.matcher(text);
    int count = 0;
    while (blocks.find()) {
      Certificate certificate = certificate(blocks.group(1));
      if (certificate != null) {
        certificates.add(certificate);
        count++;
      }
    }
    return count;
  }

  private static @Nullable Certificate certificate(String base64) {
    try (InputStream der = new ByteArrayInputStream(Base64.getMimeDecoder().decode(base64))) {
      return CertificateFactory.getInstance("X.509").generateCertificate(der);
    } catch (CertificateException | IllegalArgumentException | IOException damaged) {
      return null;
    }
  }

  /// For connections that trust them.
  public SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(), null);
      return context;
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// For connections that show a certificate of their own.
  public TrustManager[] managers() throws GeneralSecurityException, IOException {
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(certificates.isEmpty() ? null : keyStore());
    return managers.getTrustManagers();
  }

  private KeyStore keyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("ca" + number++, certificate);
    }
    return store;
  }

  /// All of them, as programs read them from one file.
  public String pem() throws CertificateException {
    var text = new StringBuilder();
    Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    for (Certificate certificate : certificates) {
      text.append("-----BEGIN CERTIFICATE-----\n")
          .append(lines.encodeToString(certificate.getEncoded()))
          .append("\n-----END CERTIFICATE-----\n");
    }
    return text.toString();
  }
}
