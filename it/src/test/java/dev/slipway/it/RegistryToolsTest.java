package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Looking at registries, copying between them, and how the machine's files lead to them.
class RegistryToolsTest {
  @TempDir private Path folder;
  private RealRegistry registry;
  private Program slipway;
  private String name;

  @BeforeEach
  void prepare() throws Exception {
    registry = RealRegistry.plain(folder.resolve("registry"));
    slipway =
        Program.in(folder)
            .with("DOCKER_CONFIG", folder.resolve("docker").toString())
            .with("SLIPWAY_CERTS_D", folder.resolve("certs.d").toString())
            .with("SLIPWAY_DAEMON_JSON", folder.resolve("daemon.json").toString());
    Files.writeString(folder.resolve("file"), "content\n");
    Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\nCOPY file /\nCMD [\"/file\"]\n");
    Files.writeString(folder.resolve(".dockerignore"), "*\n!file\n");
    name = registry.address() + "/team/echo:1";
    slipway.run("build", "-q", "--push", "-t", name, ".").succeeded();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void whatIsBuiltIsPushedAndSeenFromOutside() {
    assertThat(slipway.run("image", "tags", registry.address() + "/team/echo").text())
        .isEqualTo("1");
    assertThat(slipway.run("manifest", "inspect", name).succeeded().output())
        .startsWith("{\n\t\"schemaVersion\": 2,")
        .contains("application/vnd.oci.image.layer.v1.tar+gzip");
    assertThat(slipway.run("buildx", "imagetools", "inspect", name).succeeded().output())
        .startsWith(
            "Name:      " + name + "\nMediaType: application/vnd.oci.image.manifest.v1+json\n");
  }

  @Test
  void aCopyIsTheSameWhereverItGoes() {
    String digest = slipway.run("image", "copy", "-q", name, "oci:layout:x").succeeded().text();
    String second = registry.address() + "/copy/echo:2";
    assertThat(slipway.run("image", "copy", "-q", "oci:layout:x", second).succeeded().text())
        .isEqualTo(digest);
    String third = registry.address() + "/third/echo:3";
    assertThat(slipway.run("image", "copy", name, third).succeeded().output())
        .contains("Mounted from", "Digest: " + digest);
    Outcome archive = slipway.run("image", "copy", name, "docker-archive:x.tar");
    assertThat(archive.exitCode()).isEqualTo(1);
    assertThat(archive.errors()).contains("not copied yet", "slipway save");
  }

  @Test
  void severalImagesGetOneName() throws Exception {
    Files.writeString(folder.resolve("file"), "other\n");
    String other = registry.address() + "/team/echo:2";
    slipway.run("build", "-q", "--push", "-t", other, ".").succeeded();
    String both = registry.address() + "/team/both:1";
    slipway.run("buildx", "imagetools", "create", "-t", both, name, other).succeeded();
    assertThat(slipway.run("buildx", "imagetools", "inspect", both).succeeded().output())
        .contains("MediaType: application/vnd.oci.image.index.v1+json")
        .containsPattern("(?s)Platform: .*Platform: ");
    Outcome pulled =
        Program.in(Files.createDirectory(folder.resolve("elsewhere"))).run("pull", "-q", both);
    assertThat(pulled.succeeded().text()).isEqualTo(both);
  }

  @Test
  void theWayToARegistryIsWalked() {
    assertThat(slipway.run("registry", "check", registry.address()).succeeded().output())
        .contains("ok     connection", "ok     api         /v2/ answers 200");
    Outcome closed = slipway.run("registry", "check", "127.0.0.1:1");
    assertThat(closed.exitCode()).isEqualTo(1);
    assertThat(closed.output()).contains("FAILED connection", "remedy: ");
  }

  @Test
  void aMirrorIsAskedFirst() throws Exception {
    Path hosts = Files.createDirectories(folder.resolve("certs.d/registry.invalid"));
    Files.writeString(
        hosts.resolve("hosts.toml"),
        """
        server = "http://127.0.0.1:1"
        [host."http://%s"]
          capabilities = ["pull", "resolve"] # not push
        """
            .formatted(registry.address()));
    Program elsewhere =
        new Program(slipway.launcher(), folder.resolve("other"), folder, slipway.environment());
    elsewhere
        .with("SLIPWAY_OFFLINE", "")
        .run("pull", "-q", "registry.invalid/team/echo:1")
        .succeeded();
    Outcome push =
        elsewhere.with("SLIPWAY_OFFLINE", "").run("push", "registry.invalid/team/echo:1");
    assertThat(push.exitCode()).isEqualTo(1);
    assertThat(push.errors()).contains("127.0.0.1:1", "connection refused");
  }

  @Test
  void aPrivateAuthorityIsTrustedWhereItIsNamed() throws Exception {
    openssl(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=authority -keyout ca.key -out ca.crt");
    openssl(
        "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=registry -keyout tls.key -out tls.csr");
    Files.writeString(folder.resolve("names"), "subjectAltName=IP:127.0.0.1\n");
    openssl(
        "x509 -req -in tls.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile names -out tls.crt");
    String tls =
        "  tls: {certificate: %s, key: %s}"
            .formatted(folder.resolve("tls.crt"), folder.resolve("tls.key"));
    try (RealRegistry secure = RealRegistry.start(folder.resolve("secure"), "", tls)) {
      String there = secure.address() + "/echo:1";
      slipway.run("tag", name, there).succeeded();
      // On this machine any certificate will do, as for Docker, unless an authority is named.
      slipway.run("push", "-q", there).succeeded();
      Path certs = Files.createDirectories(folder.resolve("certs.d").resolve(secure.address()));
      Files.copy(folder.resolve("ca.crt"), certs.resolve("ca.crt"));
      slipway.run("push", "-q", there).succeeded();
      assertThat(slipway.run("registry", "check", secure.address()).succeeded().output())
          .contains("ok     tls", "CN=registry, issued by CN=authority");
      openssl(
          "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=stranger -keyout other.key -out other.crt");
      Files.copy(
          folder.resolve("other.crt"),
          certs.resolve("ca.crt"),
          StandardCopyOption.REPLACE_EXISTING);
      Outcome refused = slipway.run("push", there);
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.errors()).contains(secure.address(), "certs.d", "remedy: ");
    }
  }

  private void openssl(String words) throws Exception {
    String[] command = ("openssl " + words).split(" ");
    slipway.runOther(command).succeeded();
  }
}
