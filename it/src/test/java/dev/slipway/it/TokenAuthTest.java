package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.TokenAuthority.Asked;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real registry that believes a token server alone.
class TokenAuthTest {
  @TempDir private Path folder;
  private TokenAuthority authority;
  private RealRegistry registry;
  private Program slipway;

  @BeforeEach
  void start() throws Exception {
    authority = TokenAuthority.start(folder.resolve("tokens"));
    registry = RealRegistry.start(folder.resolve("registry"), authority.section(), "");
    Path context = Files.createDirectory(folder.resolve("context"));
    slipway =
        Program.in(folder).at(context).with("DOCKER_CONFIG", folder.resolve("docker").toString());
    for (String file : List.of("one", "two", "three")) {
      Files.writeString(context.resolve(file), file + "\n");
    }
    Files.writeString(
        context.resolve("Dockerfile"), "FROM scratch\nCOPY one /\nCOPY two /\nCOPY three /\n");
    slipway.run("build", "-q", "-t", "image:1", ".").succeeded();
  }

  @AfterEach
  void stop() throws Exception {
    registry.close();
    authority.close();
  }

  private Outcome login(String password) {
    return slipway.run(
        new ByteArrayInputStream(password.getBytes(StandardCharsets.UTF_8)),
        "login",
        "-u",
        "jane",
        "--password-stdin",
        registry.address());
  }

  private String tagged(String path) {
    String name = registry.address() + "/" + path;
    slipway.run("tag", "image:1", name).succeeded();
    return name;
  }

  private Program elsewhere() throws Exception {
    return Program.in(Files.createDirectory(folder.resolve("elsewhere")))
        .with("DOCKER_CONFIG", folder.resolve("docker").toString());
  }

  @Test
  void oneTokenOfEachScopeServesAllLayers() throws Exception {
    login("secret").succeeded();
    authority.forget();

    String name = tagged("team/echo:1");
    slipway.run("push", "-q", name).succeeded();
    assertThat(authority.asked())
        .extracting(Asked::scopes)
        .containsExactly(List.of("repository:team/echo:pull,push"));
    authority.forget();

    elsewhere().run("pull", "-q", name).succeeded();
    assertThat(authority.asked())
        .extracting(Asked::scopes)
        .containsExactly(List.of("repository:team/echo:pull"));
  }

  @Test
  void aLoginKeepsTheTokenThatIsGivenForThePassword() throws Exception {
    login("secret").succeeded();
    assertThat(authority.asked().getLast().words())
        .contains("offline_token=true", "client_id=slipway", "account=jane");
    assertThat(Files.readString(folder.resolve("docker/config.json")))
        .contains("\"identitytoken\"", "token-to-keep")
        .doesNotContain("secret", "amFuZTpzZWNyZXQ=");
    authority.forget();

    slipway.run("push", "-q", tagged("team/echo:1")).succeeded();

    assertThat(authority.asked()).extracting(Asked::who).containsOnly("refresh token");
    assertThat(authority.asked()).extracting(Asked::method).containsOnly("POST");
  }

  @Test
  void aPasswordIsKeptWhereNoTokenIsGivenForIt() throws Exception {
    authority.keepNothing();
    login("secret").succeeded();
    assertThat(Files.readString(folder.resolve("docker/config.json")))
        .contains("amFuZTpzZWNyZXQ=")
        .doesNotContain("identitytoken");
    authority.forget();

    slipway.run("push", "-q", tagged("team/echo:1")).succeeded();

    assertThat(authority.asked()).extracting(Asked::who).containsOnly("password");
    assertThat(authority.asked().getFirst().words()).contains("account=jane");
  }

  @Test
  void aWrongPasswordIsRefusedAndNotKept() throws Exception {
    Outcome refused = login("wrong");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.errors())
        .contains("unauthorized", "check user and password")
        .doesNotContain("wrong");
    assertThat(folder.resolve("docker/config.json")).doesNotExist();
  }

  @Test
  void nobodyInParticularMayReadWhatIsPublic() throws Exception {
    login("secret").succeeded();
    String name = tagged("public/echo:1");
    slipway.run("push", "-q", name).succeeded();
    String closed = tagged("team/echo:1");
    slipway.run("push", "-q", closed).succeeded();
    slipway.run("logout", registry.address()).succeeded();
    authority.forget();

    Program other = elsewhere();
    other.run("pull", "-q", name).succeeded();
    assertThat(authority.asked()).extracting(Asked::who).containsExactly("anonymous");
    for (Outcome refused : List.of(other.run("pull", closed), slipway.run("push", closed))) {
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.errors())
          .contains("unauthorized", registry.address(), "slipway login " + registry.address());
    }
  }

  @Test
  void aLayerIsMountedByATokenForBothRepositories() throws Exception {
    login("secret").succeeded();
    slipway.run("push", "-q", tagged("team/echo:1")).succeeded();
    authority.forget();

    assertThat(slipway.run("push", tagged("other/echo:1")).succeeded().output())
        .contains("Mounted from team/echo");
    assertThat(authority.asked())
        .extracting(Asked::scopes)
        .contains(List.of("repository:other/echo:pull,push", "repository:team/echo:pull"));
  }

  @Test
  void whatIsSomebodyElsesIsRefusedByItsName() throws Exception {
    login("secret").succeeded();
    Outcome refused = slipway.run("push", tagged("joe/echo:1"));
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.errors())
        .contains(registry.address() + "/joe/echo", "slipway login " + registry.address());
  }
}
