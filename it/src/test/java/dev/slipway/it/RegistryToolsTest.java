package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
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
    slipway.run("build", "-q", "--push", "--load", "-t", name, ".").succeeded();
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
    Program other =
        new Program(slipway.launcher(), folder.resolve("none"), folder, slipway.environment());
    assertThat(other.run("image", "copy", "-q", name, "oci:again:x").succeeded().text())
        .isEqualTo(digest);
    assertThat(folder.resolve("none/layers")).as("nothing is taken in").doesNotExist();
    assertThat(folder.resolve("none/blobs")).doesNotExist();
  }

  @Test
  void anArchiveIsCopiedBothWays() throws Exception {
    Path tar = folder.resolve("echo.tar");
    for (String kind : List.of("docker-archive", "oci-archive")) {
      slipway.run("image", "copy", "-q", name, kind + ":echo.tar").succeeded();
      Program other = Program.in(Files.createDirectory(folder.resolve(kind)));
      assertThat(other.run("load", "-i", tar.toString()).succeeded().output()).contains(name);
      assertThat(other.run("images", "-q", "--no-trunc").text())
          .isEqualTo(slipway.run("images", "-q", "--no-trunc").text());
      String copy = registry.address() + "/" + kind + ":1";
      slipway.run("image", "copy", "-q", kind + ":echo.tar:" + name, copy).succeeded();
      Program third = Program.in(Files.createDirectory(folder.resolve(kind + "-pulled")));
      third.run("pull", "-q", copy).succeeded();
      assertThat(third.run("images", "-q", "--no-trunc").text())
          .isEqualTo(slipway.run("images", "-q", "--no-trunc").text());
      slipway.run("image", "copy", "-q", kind + ":echo.tar", "oci:" + kind + "-layout").succeeded();
    }
    // What has no compressed layers gets them on the way.
    slipway.run("build", "-q", "-t", "plain:1", ".").succeeded();
    slipway.run("save", "-o", "plain.tar", "plain:1").succeeded();
    String plain = registry.address() + "/plain:1";
    slipway.run("image", "copy", "docker-archive:plain.tar", plain).succeeded();
    assertThat(slipway.run("manifest", "inspect", plain).output()).contains("tar+gzip");
  }

  @Test
  void anArchiveThatHasNoSuchImageSaysWhatItHas() {
    slipway.run("image", "copy", "-q", name, "docker-archive:echo.tar").succeeded();
    String there = registry.address() + "/there:1";
    Outcome other = slipway.run("image", "copy", "docker-archive:echo.tar:other:2", there);
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.errors()).contains("echo.tar has no such image", "it has " + name);
    Outcome missing = slipway.run("image", "copy", "docker-archive:none.tar", there);
    assertThat(missing.errors()).contains("none.tar: no such file", "remedy: ");
    Outcome foreign =
        slipway.run("image", "copy", "--platform", "linux/s390x", "docker-archive:echo.tar", there);
    assertThat(foreign.errors()).contains("has no image for linux/s390x");
  }

  @Test
  void anImageOfSeveralPlatformsKeepsThemUnderEveryName() {
    String both = "linux/amd64,linux/arm64";
    slipway.run("build", "-q", "--platform", both, "-t", "both:1", ".").succeeded();
    String there = registry.address() + "/both:1";
    slipway.run("tag", "both:1", there).succeeded();
    slipway.run("push", "-q", there).succeeded();
    assertThat(slipway.run("buildx", "imagetools", "inspect", there).succeeded().output())
        .containsPattern("Platform: +linux/amd64")
        .containsPattern("Platform: +linux/arm64");
    String one = registry.address() + "/one:1";
    slipway.run("tag", "both:1", one).succeeded();
    slipway.run("push", "-q", "--platform", "linux/arm64", one).succeeded();
    assertThat(slipway.run("buildx", "imagetools", "inspect", one).succeeded().output())
        .contains("application/vnd.oci.image.manifest.v1+json");
    Outcome foreign = slipway.run("push", "--platform", "linux/s390x", one);
    assertThat(foreign.exitCode()).isEqualTo(1);
    assertThat(foreign.errors()).contains("is not here for linux/s390x");
  }

  @Test
  void aHostSeesTheHeadersThatItsFileNames() throws Exception {
    try (FixedRegistry fixed = FixedRegistry.start()) {
      fixed.put(
          "team/echo/tags/list",
          "application/json",
          "{\"tags\":[\"1\"]}".getBytes(StandardCharsets.UTF_8),
          Map.of());
      Path hosts = Files.createDirectories(folder.resolve("certs.d/registry.invalid"));
      Path file = hosts.resolve("hosts.toml");
      Files.writeString(
          file,
          """
          server = "http://127.0.0.1:1"
          [host."http://%s"]
          [host."http://%s".header]
            X-Key = "abc"
            X-More = ["one", "two"]
          """
              .formatted(fixed.address(), fixed.address()));
      Program online = slipway.with("SLIPWAY_OFFLINE", "");
      online.run("image", "tags", "registry.invalid/team/echo").succeeded();
      assertThat(fixed.headers().getLast())
          .containsEntry("X-key", List.of("abc"))
          .containsEntry("X-more", List.of("one, two"));
      Files.writeString(file, Files.readString(file).replace("X-Key", "Host"));
      Outcome refused = online.run("image", "tags", "registry.invalid/team/echo");
      assertThat(refused.errors()).contains("hosts.toml", "no header that can be set: Host");
    }
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
