package dev.slipway.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A folder served by HTTPS on loopback, as 127.0.0.1 and as `files.test`, by a server that only an
/// authority of its own vouches for.
final class TlsFiles implements AutoCloseable {
  private static final String PASSWORD = "changeit";

  private final HttpsServer server;
  private final Path authority;

  private TlsFiles(HttpsServer server, Path authority) {
    this.server = server;
    this.authority = authority;
  }

  /// @param work for keys and certificates
  static TlsFiles serve(Path folder, Path work) throws Exception {
    Files.createDirectories(work);
    makeKeys(work);
    var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context(work.resolve("server.p12"))));
    server.createContext(
        "/",
        exchange -> {
          Path file = folder.resolve(exchange.getRequestURI().getPath().substring(1));
          boolean there = Files.isRegularFile(file);
          exchange.sendResponseHeaders(there ? 200 : 404, there ? Files.size(file) : -1);
          if (there) {
            Files.copy(file, exchange.getResponseBody());
          }
          exchange.close();
        });
    server.start();
    return new TlsFiles(server, work.resolve("ca.pem"));
  }

  private static void makeKeys(Path work) throws Exception {
    Files.writeString(work.resolve("names"), "subjectAltName=DNS:files.test,IP:127.0.0.1\n");
    openssl(
        work,
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem"
            + " -days 2 -subj /CN=slipway-test-authority");
    openssl(
        work,
        "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout server.key -out server.csr"
            + " -subj /CN=files.test");
    openssl(
        work,
        "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -out server.pem"
            + " -extfile names");
    openssl(
        work,
        "pkcs12 -export -in server.pem -inkey server.key -out server.p12 -passout pass:"
            + PASSWORD);
  }

  private static void openssl(Path work, String words) throws Exception {
    var command = new java.util.ArrayList<>(List.of("openssl"));
    command.addAll(List.of(words.split(" ")));
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(work.toFile())
              .redirectErrorStream(true)
              .redirectOutput(work.resolve("openssl.log").toFile())
              .start();
    } catch (IOException missing) {
      assumeTrue(false, "openssl is not installed");
      throw missing;
    }
    if (process.waitFor() != 0) {
      throw new AssertionError(Files.readString(work.resolve("openssl.log")));
    }
  }

  private static SSLContext context(Path keys) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  int port() {
    return server.getAddress().getPort();
  }

  /// The certificate that a caller must trust.
  String authority() {
    return authority.toString();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
