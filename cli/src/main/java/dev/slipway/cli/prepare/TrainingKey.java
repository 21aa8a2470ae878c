package dev.slipway.cli.prepare;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Optional;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// The key that `bin/prepare` makes for the training's registry, and its certificate.
final class TrainingKey {
  private static final char[] PASSWORD = "training".toCharArray();
  private static final String CLIENT = "/modules/java.net.http/jdk/internal/net/http";

  private final KeyStore keys;

  private TrainingKey(KeyStore keys) {
    this.keys = keys;
  }

  /// Empty where it could not be made.
  static Optional<TrainingKey> find(Path directory) throws IOException {
    Path file = directory.resolveSibling("training.p12");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD);
      return Optional.of(new TrainingKey(keys));
    } catch (GeneralSecurityException unusable) {
      throw new IOException(unusable);
    }
  }

  ServerSocketFactory sockets() throws IOException {
    try {
      var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context.getServerSocketFactory();
    } catch (GeneralSecurityException unusable) {
      throw new IOException(unusable);
    }
  }

  /// Names its certificate as the authority for a host, where the training looks for such.
  void trust(String host) throws IOException {
    Path directory = Path.of(System.getenv().getOrDefault("SLIPWAY_CERTS_D", "certs.d"));
    try {
      byte[] certificate = keys.getCertificate("training").getEncoded();
      Files.writeString(
          Files.createDirectories(directory.resolve(host)).resolve("ca.crt"),
          "-----BEGIN CERTIFICATE-----\n"
              + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                  .encodeToString(certificate)
              + "\n-----END CERTIFICATE-----\n");
    } catch (GeneralSecurityException unusable) {
      throw new IOException(unusable);
    }
  }

  /// Loads the client's classes for HTTP/2, which the training's registry does not speak.
  static void loadSecondVersion() throws IOException {
    Path client = FileSystems.getFileSystem(URI.create("jrt:/")).getPath(CLIENT);
    load(client, "jdk.internal.net.http.");
    for (String part : new String[] {"frame", "hpack", "common"}) {
      load(client.resolve(part), "jdk.internal.net.http." + part + ".");
    }
  }

  private static void load(Path directory, String prefix) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.class")) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        load(prefix + name.substring(0, name.length() - ".class".length()));
      }
    }
  }

  private static void load(String name) {
    try {
      Class<?> loaded = Class.forName(name, false, null);
      assert loaded != null;
    } catch (ClassNotFoundException | LinkageError absent) {
      // Another JDK has other classes.
    }
  }
}
