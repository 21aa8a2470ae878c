package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Registries whose TLS is not what it should be. An authority is named for each, so that it is
/// looked at closely, as it is for a host that is not this machine.
class RegistryTlsTest {
  @TempDir private Path folder;
  private Program slipway;

  @BeforeEach
  void prepare() {
    slipway =
        Program.in(folder)
            .with("SLIPWAY_CERTS_D", folder.resolve("certs.d").toString())
            .with("SLIPWAY_DAEMON_JSON", folder.resolve("daemon.json").toString());
  }

  /// A registry with a certificate of its own, which is named as its authority.
  private RealRegistry registry(String... options) throws Exception {
    Path keytool = Path.of(System.getProperty("java.home"), "bin/keytool");
    assumeTrue(Files.isExecutable(keytool), "needs keytool");
    List<String> command =
        new ArrayList<>(
            List.of(
                keytool.toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "it",
                "-dname",
                "CN=registry",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                "keys.p12"));
    command.addAll(List.of(options));
    slipway.runOther(command.toArray(String[]::new)).succeeded();
    for (String part : List.of("-nocerts tls.key", "-nokeys tls.crt")) {
      String[] words = part.split(" ");
      slipway
          .runOther(
              "openssl",
              "pkcs12",
              "-in",
              "keys.p12",
              "-passin",
              "pass:changeit",
              "-nodes",
              words[0],
              "-out",
              words[1])
          .succeeded();
    }
    String tls =
        "  tls: {certificate: %s, key: %s}"
            .formatted(folder.resolve("tls.crt"), folder.resolve("tls.key"));
    RealRegistry registry = RealRegistry.start(folder.resolve("registry"), "", tls);
    trust(registry, folder.resolve("tls.crt"));
    return registry;
  }

  private void trust(RealRegistry registry, Path authority) throws Exception {
    Path certs = Files.createDirectories(folder.resolve("certs.d").resolve(registry.address()));
    Files.copy(authority, certs.resolve("ca.crt"), StandardCopyOption.REPLACE_EXISTING);
  }

  private void requireRefused(RealRegistry registry, String... words) {
    Outcome refused = slipway.run("pull", registry.address() + "/echo:1");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.errors())
        .contains(registry.address() + "/echo", "remedy: ")
        .contains(words)
        .doesNotContain("\tat ");
  }

  @Test
  void anExpiredCertificateIsNamed() throws Exception {
    try (RealRegistry registry =
        registry("-startdate", "-10d", "-validity", "5", "-ext", "san=ip:127.0.0.1")) {
      requireRefused(registry, "expired", "certificate");
      Outcome check = slipway.run("registry", "check", registry.address());
      assertThat(check.output()).contains("FAILED tls", "expired");
    }
  }

  @Test
  void aCertificateOfAnotherHostIsNamed() throws Exception {
    try (RealRegistry registry = registry("-validity", "5", "-ext", "san=dns:other.test")) {
      requireRefused(registry, "TLS", "127.0.0.1");
    }
  }

  @Test
  void plainHttpWhereTlsWasExpectedIsNamed() throws Exception {
    try (RealRegistry named = registry("-validity", "5", "-ext", "san=ip:127.0.0.1");
        RealRegistry plain = RealRegistry.plain(folder.resolve("plain"))) {
      assertThat(named.address()).isNotEqualTo(plain.address());
      trust(plain, folder.resolve("tls.crt"));
      requireRefused(plain, "speaks plain HTTP", "insecure-registries");
    }
  }

  @Test
  void aClientCertificateIsShownToTheHostThatWantsOne() throws Exception {
    for (String name : List.of("server", "client")) {
      String words =
          "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=%s"
              + " -addext subjectAltName=IP:127.0.0.1 -keyout %s.key -out %s.crt";
      slipway.runOther(words.replace("%s", name).split(" ")).succeeded();
    }
    String tls =
        "  tls: {certificate: %s, key: %s, clientcas: [%s]}"
            .formatted(
                folder.resolve("server.crt"),
                folder.resolve("server.key"),
                folder.resolve("client.crt"));
    try (RealRegistry registry = RealRegistry.start(folder.resolve("closed"), "", tls)) {
      trust(registry, folder.resolve("server.crt"));
      requireRefused(registry, "fatal alert", "wants to see a certificate of yours", "NAME.cert");
      Path certs = folder.resolve("certs.d").resolve(registry.address());
      Files.copy(folder.resolve("client.crt"), certs.resolve("own.cert"));
      Files.copy(folder.resolve("client.key"), certs.resolve("own.key"));
      Outcome check = slipway.run("registry", "check", registry.address());
      assertThat(check.succeeded().output()).contains("ok     api");
    }
  }
}
