package dev.slipway.builder.solve;

import dev.slipway.builder.BuildException;
import dev.slipway.runtime.RuntimeMount;
import dev.slipway.runtime.step.StepMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The certificate authorities that this machine trusts, for steps behind a proxy that signs with
/// one of its own: `--trust-host-ca`.
///
/// The image's own bundle stays as it is, because it could not be replaced in the step while
/// another file is mounted over it. A file below `/run` is named by the variables that tools read.
final class HostCertificates {
  private static final String TARGET = "/run/slipway/ca-certificates.crt";
  private static final String VARIABLE = "SSL_CERT_FILE";

  /// What tools read: OpenSSL and Go, curl, Git, Python's requests, Node.
  private static final List<String> VARIABLES =
      List.of(
          VARIABLE,
          "CURL_CA_BUNDLE",
          "GIT_SSL_CAINFO",
          "REQUESTS_CA_BUNDLE",
          "NODE_EXTRA_CA_CERTS");

  /// Where distributions keep the bundle: Debian and Alpine, Fedora, openSUSE, the BSDs' place.
  private static final List<Path> PLACES =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"),
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
          Path.of("/etc/ssl/ca-bundle.pem"),
          Path.of("/etc/ssl/cert.pem"));

  private final Path bundle;

  private HostCertificates(Path bundle) {
    this.bundle = bundle;
  }

  /// Those of this machine; what the caller's `SSL_CERT_FILE` names goes before.
  static HostCertificates ofHost() throws IOException {
    @Nullable String named = System.getenv(VARIABLE);
    if (named != null && Files.isReadable(Path.of(named))) {
      return new HostCertificates(Path.of(named).toRealPath());
    }
    for (Path place : PLACES) {
      if (Files.isReadable(place)) {
        return new HostCertificates(place.toRealPath());
      }
    }
    throw BuildException.of(
        "--trust-host-ca: this machine has no bundle of certificates",
        "apt-get install ca-certificates, or name a bundle with " + VARIABLE);
  }

  StepMount mount() {
    return new StepMount.Plain(new RuntimeMount.Bind(bundle, TARGET, true));
  }

  /// A variable that the image or the Dockerfile sets stays.
  void putInto(Map<String, String> environment) {
    for (String variable : VARIABLES) {
      environment.putIfAbsent(variable, TARGET);
    }
  }
}
