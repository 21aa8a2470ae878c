package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pull, push and login against a real registry.
class RegistryTest {
  /// `secret`, by bcrypt.
  private static final String HTPASSWD =
      "jane:$2b$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a\n";

  @TempDir private Path folder;
  private RealRegistry registry;
  private Program slipway;

  @BeforeEach
  void prepare() throws Exception {
    registry = RealRegistry.plain(folder.resolve("registry"));
    slipway = Program.in(folder).with("DOCKER_CONFIG", folder.resolve("docker").toString());
    Files.writeString(folder.resolve("file"), "content\n");
    Files.writeString(folder.resolve("other"), "other content\n");
    Files.writeString(
        folder.resolve("Dockerfile"), "FROM scratch\nCOPY file /\nCOPY other /\nCMD [\"/file\"]\n");
    Files.writeString(folder.resolve(".dockerignore"), "*\n!file\n!other\n");
  }

  @AfterEach
  void stop() throws Exception {
    registry.close();
  }

  private String build(String path) {
    String name = registry.address() + "/" + path;
    slipway.run("build", "-q", "-t", name, ".").succeeded();
    return name;
  }

  private Program elsewhere(String name) throws Exception {
    return Program.in(Files.createDirectory(folder.resolve(name)))
        .with("DOCKER_CONFIG", folder.resolve("docker").toString());
  }

  @Test
  void pushAndPullSpeakAsDockerDoes() throws Exception {
    String name = build("team/echo:1");
    assertThat(slipway.run("push", name).succeeded().output())
        .startsWith("The push refers to repository [" + registry.address() + "/team/echo]\n")
        .containsPattern("[0-9a-f]{12}: Preparing\n")
        .containsPattern("[0-9a-f]{12}: Pushed\n")
        .containsPattern("\n1: digest: sha256:[0-9a-f]{64} size: [0-9]+\n$");
    assertThat(slipway.run("push", name).succeeded().output())
        .containsPattern("[0-9a-f]{12}: Layer already exists\n")
        .doesNotContain("Pushed");
    Program other = elsewhere("elsewhere");
    assertThat(other.run("pull", name).succeeded().output())
        .startsWith("1: Pulling from team/echo\n")
        .containsPattern("[0-9a-f]{12}: Pulling fs layer\n")
        .containsPattern("[0-9a-f]{12}: Verifying Checksum\n")
        .containsPattern("[0-9a-f]{12}: Download complete\n")
        .containsPattern("[0-9a-f]{12}: Pull complete\n")
        .containsPattern(
            "Digest: sha256:[0-9a-f]{64}\nStatus: Downloaded newer image for "
                + name
                + "\n"
                + name
                + "\n$");
    assertThat(other.run("pull", name).succeeded().output())
        .containsPattern("[0-9a-f]{12}: Already exists\n")
        .contains("Status: Image is up to date for " + name);
    assertThat(other.run("images", "-q", "--no-trunc").text())
        .isEqualTo(slipway.run("images", "-q", "--no-trunc").text());
  }

  @Test
  void aLayerOfAnotherRepositoryIsMounted() {
    String name = build("team/echo:1");
    slipway.run("push", "-q", name).succeeded();
    String second = registry.address() + "/copy/echo:1";
    slipway.run("tag", name, second).succeeded();
    assertThat(slipway.run("push", second).succeeded().output())
        .contains("Mounted from team/echo")
        .doesNotContain("Pushed");
  }

  @Test
  void anImageIsPulledByItsDigestAndByEveryTag() throws Exception {
    String name = build("echo:1");
    String pushed = slipway.run("push", name).succeeded().text();
    String digest = pushed.replaceFirst("(?s).*digest: (sha256:[0-9a-f]{64}).*", "$1");
    slipway.run("tag", name, registry.address() + "/echo:2").succeeded();
    slipway.run("push", "-q", "-a", registry.address() + "/echo").succeeded();
    Program other = elsewhere("elsewhere");
    String byDigest = registry.address() + "/echo@" + digest;
    assertThat(other.run("pull", "-q", byDigest).succeeded().text()).isEqualTo(byDigest);
    assertThat(other.run("inspect", "-f", "{{.RepoDigests}}", byDigest).text())
        .isEqualTo("[" + byDigest + "]");
    assertThat(other.run("pull", "-a", registry.address() + "/echo").succeeded().output())
        .contains("1: Pulling from echo", "2: Pulling from echo", "Digest: " + digest);
    assertThat(other.run("images", "--format", "{{.Tag}}").text()).isEqualTo("1\n2");
    assertThat(other.run("rmi", registry.address() + "/echo:1").succeeded().output())
        .contains("Untagged: " + registry.address() + "/echo:1");
    assertThat(other.run("rmi", registry.address() + "/echo:2").succeeded().output())
        .contains("Untagged: " + byDigest, "Deleted: ");
    assertThat(other.run("images", "-q").text()).isEmpty();
  }

  @Test
  void aBaseThatIsNotHereIsPulled() throws Exception {
    String name = build("base:1");
    slipway.run("push", "-q", name).succeeded();
    Program other = elsewhere("elsewhere");
    Files.writeString(
        folder.resolve("elsewhere/Dockerfile"),
        "FROM " + name + "\nCOPY --from=" + name + " /file /again\n");
    Outcome built = other.run("build", "--progress", "plain", "-t", "built", ".");
    assertThat(built.succeeded().errors()).contains("[internal] pull " + name);
    assertThat(other.run("build", "--progress", "plain", "-t", "built", ".").errors())
        .doesNotContain("[internal] pull");
    Files.writeString(
        folder.resolve("elsewhere/Dockerfile"), "FROM " + registry.address() + "/base:2\n");
    Outcome missing = other.run("build", ".");
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.errors())
        .contains("base:2", "manifest unknown", "did you mean 1?", "Dockerfile:1");
  }

  @Test
  void aContainersImageIsPulledAsItIsToBe() throws Exception {
    Program.needRoot();
    slipway.load("busybox");
    String name = registry.address() + "/busybox:1";
    slipway.run("tag", "busybox", name).succeeded();
    slipway.run("push", "-q", name).succeeded();
    Program other = elsewhere("elsewhere");
    assertThat(other.run("run", "--rm", "--pull", "never", name, "true").exitCode()).isEqualTo(125);
    Outcome first = other.run("run", "--rm", "--network", "none", name, "echo", "hi");
    assertThat(first.succeeded().text()).isEqualTo("hi");
    assertThat(first.errors())
        .contains("Unable to find image '" + name + "' locally", "Status: Downloaded newer image");
    Outcome second = other.run("run", "--rm", "--network", "none", name, "true");
    assertThat(second.succeeded().errors()).isEmpty();
    Outcome always = other.run("run", "--rm", "--pull=always", "--network", "none", name, "true");
    assertThat(always.succeeded().errors()).contains("Status: Image is up to date");
    Outcome quiet =
        other.run("run", "--rm", "-q", "--pull=always", "--network", "none", name, "true");
    assertThat(quiet.succeeded().errors()).doesNotContain("Status");
    Outcome missing = other.run("run", "--rm", registry.address() + "/busybox:2", "true");
    assertThat(missing.exitCode()).isEqualTo(125);
    assertThat(missing.errors()).contains("manifest unknown", "did you mean 1?");
  }

  @Test
  void aPasswordIsAskedForKeptAndForgotten() throws Exception {
    String name = build("private:1");
    Path htpasswd = Files.writeString(folder.resolve("htpasswd"), HTPASSWD);
    try (RealRegistry closed =
        RealRegistry.start(
            folder.resolve("closed"),
            "auth: {htpasswd: {realm: here, path: " + htpasswd + "}}",
            "")) {
      String host = closed.address();
      String there = host + "/private:1";
      slipway.run("tag", name, there).succeeded();
      Outcome refused = slipway.run("push", there);
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.errors()).contains("unauthorized", "slipway login " + host);
      Outcome wrong = login("wrong", host);
      assertThat(wrong.exitCode()).isEqualTo(1);
      assertThat(wrong.errors()).contains(host, "incorrect username or password");
      assertThat(folder.resolve("docker")).doesNotExist();
      Outcome login = login("secret\n", host);
      assertThat(login.succeeded().text()).isEqualTo("Login Succeeded");
      Path config = folder.resolve("docker/config.json");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config)))
          .isEqualTo("rw-------");
      slipway.run("push", "-q", there).succeeded();
      Program other = elsewhere("elsewhere");
      other.run("pull", "-q", there).succeeded();
      assertThat(other.run("login", host).succeeded().output())
          .contains("Authenticating with existing credentials");
      assertThat(slipway.run("logout", host).text())
          .isEqualTo("Removing login credentials for " + host);
      assertThat(slipway.run("logout", host).text()).isEqualTo("Not logged in to " + host);
      assertThat(other.run("pull", there).errors()).contains("unauthorized");
      assertThat(Files.readString(config)).doesNotContain(host);
    }
  }

  private Outcome login(String password, String host) {
    var input = new ByteArrayInputStream(password.getBytes(StandardCharsets.UTF_8));
    return slipway.run(input, "login", "-u", "jane", "--password-stdin", host);
  }

  @Test
  void aHelperKeepsThePassword() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path helper = bin.resolve("docker-credential-box");
    Files.writeString(
        helper,
        """
        #!/bin/sh
        echo "$# $1" >>"$BOX.calls"
        case $1 in
          store) cat >"$BOX" ;;
          get) cat "$BOX" 2>/dev/null || { echo "credentials not found in native keychain"; exit 1; } ;;
          erase) rm -f "$BOX" ;;
        esac
        """);
    Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectories(folder.resolve("docker"));
    Files.writeString(folder.resolve("docker/config.json"), "{\"credsStore\":\"box\"}");
    Path htpasswd = Files.writeString(folder.resolve("htpasswd"), HTPASSWD);
    Path box = folder.resolve("box");
    slipway = slipway.with("PATH", bin + ":" + System.getenv("PATH")).with("BOX", box.toString());
    try (RealRegistry closed =
        RealRegistry.start(
            folder.resolve("closed"),
            "auth: {htpasswd: {realm: here, path: " + htpasswd + "}}",
            "")) {
      String there = closed.address() + "/private:1";
      slipway.run("tag", build("private:1"), there).succeeded();
      assertThat(login("secret", closed.address()).succeeded().errors()).isEmpty();
      assertThat(Files.readString(box)).contains("secret", closed.address());
      assertThat(Files.readString(folder.resolve("docker/config.json"))).doesNotContain("secret");
      slipway.run("push", "-q", there).succeeded();
      slipway.run("logout", closed.address()).succeeded();
      assertThat(box).doesNotExist();
      assertThat(Files.readAllLines(folder.resolve("box.calls"))).contains("1 store", "1 get");
    }
  }

  @Test
  void otherToolsPullWhatWasPushed() throws Exception {
    String name = build("echo:1");
    slipway.run("push", "-q", name).succeeded();
    Path layout = folder.resolve("layout");
    slipway
        .runOther(
            "skopeo", "copy", "--src-tls-verify=false", "docker://" + name, "oci:" + layout + ":1")
        .succeeded();
    String config =
        slipway.runOther("skopeo", "inspect", "--raw", "oci:" + layout + ":1").succeeded().text();
    assertThat(config).contains(slipway.run("images", "-q", "--no-trunc").text());
    // And the other way round, in Docker's own media types.
    String theirs = registry.address() + "/theirs:1";
    slipway
        .runOther(
            "skopeo",
            "copy",
            "--dest-tls-verify=false",
            "--format",
            "v2s2",
            "oci:" + layout + ":1",
            "docker://" + theirs)
        .succeeded();
    Program other = elsewhere("elsewhere");
    other.run("pull", "-q", theirs).succeeded();
    assertThat(other.run("images", "-q", "--no-trunc").text())
        .isEqualTo(slipway.run("images", "-q", "--no-trunc").text());
    other.run("save", "-o", folder.resolve("saved.tar").toString(), theirs).succeeded();
  }

  @Test
  void progressIsJsonForPrograms() {
    String name = build("echo:1");
    assertThat(slipway.run("push", "--progress", "json", name).succeeded().output().lines())
        .allMatch(line -> line.startsWith("{\"status\":\"") && line.endsWith("}"));
  }
}
