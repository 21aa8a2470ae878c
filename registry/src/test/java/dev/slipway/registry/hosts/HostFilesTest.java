package dev.slipway.registry.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.registry.RegistryException;
import dev.slipway.registry.transport.Endpoint;
import dev.slipway.registry.transport.Trust;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostFilesTest {
  @TempDir private Path folder;

  private HostFiles files() {
    return HostFiles.of(
        Map.of(
            "SLIPWAY_CERTS_D",
            folder.resolve("first") + ":" + folder.resolve("second"),
            "SLIPWAY_DAEMON_JSON",
            folder.resolve("daemon.json").toString()));
  }

  private Path host(String directory, String name) throws Exception {
    return Files.createDirectories(folder.resolve(directory).resolve(name));
  }

  private HostsToml toml(String text) throws Exception {
    Files.writeString(host("first", "registry.test").resolve("hosts.toml"), text);
    return files().toml("registry.test").orElseThrow();
  }

  @Test
  void mirrorsOfDockersFileAreForDockerHubAlone() throws Exception {
    Files.writeString(
        folder.resolve("daemon.json"), "{\"registry-mirrors\": [\"https://mirror.test/\"]}");
    assertThat(files().mirrors("docker.io"))
        .extracting(Endpoint::base)
        .containsExactly(URI.create("https://mirror.test"));
    assertThat(files().mirrors("registry.test")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "named.test:5000,true",
    "named.test,false",
    "any.test:7,true",
    "10.1.2.3:5000,true",
    "10.2.2.3:5000,false",
    "other.test,false"
  })
  void insecureRegistriesAreHostsWithTheirPortsAndNetworks(String host, boolean insecure)
      throws Exception {
    Files.writeString(
        folder.resolve("daemon.json"),
        "{\"insecure-registries\": [\"named.test:5000\", \"http://any.test/\", \"10.1.0.0/16\"]}");
    assertThat(files().isInsecure(host)).isEqualTo(insecure);
  }

  @Test
  void aFileOfDockersThatIsDamagedIsNamed() throws Exception {
    Files.writeString(folder.resolve("daemon.json"), "{");
    assertThatThrownBy(() -> files().isInsecure("registry.test"))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("daemon.json: invalid JSON");
  }

  @Test
  void certificatesAreFoundByTheHostWithItsPort() throws Exception {
    Path colon = host("first", "registry.test:5000");
    Path underscores = host("second", "registry.test_5000_");
    Files.createFile(colon.resolve("ca.crt"));
    Files.createFile(underscores.resolve("own.cert"));
    Files.createFile(underscores.resolve("own.key"));

    Trust trust = files().trust(URI.create("https://registry.test:5000/v2/"));

    assertThat(trust)
        .isEqualTo(
            new Trust(
                List.of(colon.resolve("ca.crt")),
                false,
                underscores.resolve("own.cert"),
                underscores.resolve("own.key")));
    assertThat(files().trust(URI.create("https://registry.test/v2/"))).isEqualTo(Trust.USUAL);
  }

  @Test
  void onThisMachineAnybodyIsTrustedUnlessAnAuthorityIsNamed() throws Exception {
    assertThat(files().trust(URI.create("https://127.0.0.1:5000/")).unverified()).isTrue();
    Files.createFile(host("first", "127.0.0.1:5000").resolve("ca.crt"));
    assertThat(files().trust(URI.create("https://127.0.0.1:5000/")).unverified()).isFalse();
  }

  @Test
  void mirrorsComeInTheirOrderBeforeTheServer() throws Exception {
    HostsToml toml =
        toml(
            """
            server = "https://origin.test"
            [host."https://one.test/v2"]
              capabilities = ["pull", "resolve"]
              skip_verify = true
            [host."http://two.test/proxy"]
              override_path = true
              capabilities = ["push"]
            """);
    assertThat(toml.hosts())
        .extracting(HostEntry::endpoint)
        .containsExactly(
            new Endpoint(URI.create("https://one.test"), true, false, false, Map.of()),
            new Endpoint(URI.create("http://two.test/proxy"), true, true, true, Map.of()));
    assertThat(toml.hosts()).extracting(HostEntry::mayPull).containsExactly(true, false);
    assertThat(toml.hosts().getFirst().trust().unverified()).isTrue();
    assertThat(Objects.requireNonNull(toml.server()).endpoint().base())
        .isEqualTo(URI.create("https://origin.test"));
  }

  @Test
  void certificatesOfAMirrorStandBesideItsFile() throws Exception {
    HostsToml toml =
        toml(
            """
            [host."https://one.test"]
              ca = ["ca.pem", "/etc/other.pem"]
              client = [["own.cert", "own.key"]]
            """);
    Path beside = folder.resolve("first/registry.test");
    assertThat(toml.hosts().getFirst().trust())
        .isEqualTo(
            new Trust(
                List.of(beside.resolve("ca.pem"), Path.of("/etc/other.pem")),
                false,
                beside.resolve("own.cert"),
                beside.resolve("own.key")));
  }

  @ParameterizedTest
  @CsvSource({
    "server = ,hosts.toml",
    "server = \"https:///x\",no address",
    "[header]\\nA = \"b\",server"
  })
  void aFileThatIsDamagedIsNamed(String text, String words) {
    assertThatThrownBy(() -> toml(text.replace("\\n", "\n")))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("hosts.toml: ")
        .hasMessageContaining(words);
  }
}
