package dev.slipway.registry.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.registry.RegistryException;
import dev.slipway.registry.auth.Credentials.IdentityToken;
import dev.slipway.registry.auth.Credentials.Password;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerConfigTest {
  @TempDir private Path folder;

  @Test
  void theEnvironmentSaysWhichFile() {
    Path home = Path.of("/home/jane");
    assertThat(DockerConfig.of(Map.of(), home).file())
        .isEqualTo(Path.of("/home/jane/.docker/config.json"));
    assertThat(DockerConfig.of(Map.of("DOCKER_CONFIG", "/etc/d"), home).file())
        .isEqualTo(Path.of("/etc/d/config.json"));
    assertThat(
            DockerConfig.of(Map.of("DOCKER_CONFIG", "/d", "REGISTRY_AUTH_FILE", "/a.json"), home)
                .file())
        .isEqualTo(Path.of("/a.json"));
  }

  @Test
  void whatIsKeptIsFoundAgainAndForTheOwnersEyesOnly() throws Exception {
    Path file = folder.resolve("deep/config.json");
    var config = new DockerConfig(file);
    assertThat(config.store("localhost:5000", new Password("jane", "a:b"))).contains(file);
    assertThat(config.find("localhost:5000")).isEqualTo(new Password("jane", "a:b"));
    assertThat(config.find("localhost:5001")).isEqualTo(Credentials.NONE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void othersSettingsStay() throws Exception {
    Path file = folder.resolve("config.json");
    Files.writeString(file, "{\"psFormat\":\"x\",\"auths\":{\"a.example\":{\"auth\":\"dTpw\"}}}");
    var config = new DockerConfig(file);
    var _ = config.store("docker.io", new IdentityToken("jane", "t"));
    assertThat(config.find("registry-1.docker.io")).isEqualTo(new IdentityToken("jane", "t"));
    assertThat(config.find("a.example")).isEqualTo(new Password("u", "p"));
    assertThat(config.erase("a.example")).isTrue();
    assertThat(config.erase("a.example")).isFalse();
    assertThat(Files.readString(file))
        .contains("\"psFormat\"", "https://index.docker.io/v1/")
        .doesNotContain("a.example");
  }

  @Test
  void oldKeysHaveASchemeAndAPath() throws Exception {
    Path file = folder.resolve("config.json");
    Files.writeString(file, "{\"auths\":{\"https://a.example/v1/\":{\"auth\":\"dTpw\"}}}");
    assertThat(new DockerConfig(file).find("a.example")).isEqualTo(new Password("u", "p"));
  }

  @Test
  void damageIsToldWithTheFilesName() throws Exception {
    Path file = folder.resolve("config.json");
    Files.writeString(file, "{");
    assertThatThrownBy(() -> new DockerConfig(file).find("a.example"))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void noSecretIsShownAsText() {
    assertThat(new Password("jane", "secret").toString()).doesNotContain("secret");
    assertThat(new IdentityToken("jane", "secret").toString()).doesNotContain("secret");
    assertThat(new Credentials.RegistryToken("secret").toString()).doesNotContain("secret");
  }
}
