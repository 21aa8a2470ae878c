package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A user without any privilege whom the kernel allows no namespace, as in a bare container: who is
/// in a chroot can make no user namespace, and without one no other.
class WithoutNamespacesTest {
  private static final String NOBODY = "65534";
  private static Path home;
  private static Program slipway;

  @BeforeAll
  static void prepare() throws Exception {
    Program.needRoot();
    home = Files.createTempDirectory(Path.of("/var/tmp"), "slipway-bare-");
    as("chmod", "755", home.toString());
    as("mkdir", "-p", home + "/cli/target", home + "/context", home + "/root");
    as("cp", "-a", Program.PROJECT.resolve("bin").toString(), home.toString());
    as("cp", "-a", Program.PROJECT.resolve("cli/target/slipway").toString(), home + "/cli/target");
    as("chown", "-R", NOBODY + ":" + NOBODY, home.toString());
    Files.writeString(home.resolve("enter"), enterScript());
    slipway =
        new Program(
            List.of("sh", home + "/enter", home + "/bin/slipway"),
            home.resolve("store"),
            home.resolve("context"),
            Map.of("SLIPWAY_RUN", home + "/run", "HOME", home.toString()));
    Program root = Program.in(Path.of("target").toAbsolutePath());
    String tar = root.runOther(Program.PROJECT + "/testbed/image", "busybox").succeeded().text();
    slipway.run(Files.newInputStream(Path.of(tar)), "load").succeeded();
  }

  /// Becomes the user in a chroot that shows all of this machine.
  private static String enterScript() {
    return """
    exec unshare --mount --propagation private sh -c '
      mount --rbind / %1$s/root && exec chroot %1$s/root setpriv --reuid %2$s --regid %2$s --clear-groups \\
        --no-new-privs --bounding-set=-all --inh-caps=-all sh -c "cd %1$s/context && exec \\"\\$@\\"" user "$@"
    ' enter "$@"
    """
        .formatted(home, NOBODY);
  }

  private static void as(String... command) throws Exception {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
  }

  @AfterAll
  static void remove() throws Exception {
    if (home != null) {
      as("rm", "-rf", "--one-file-system", home.toString());
    }
  }

  private static Outcome build(String dockerfile, String... options) throws Exception {
    Files.writeString(home.resolve("context/Dockerfile"), dockerfile);
    var words = new java.util.ArrayList<>(List.of("build"));
    words.addAll(List.of(options));
    words.add(".");
    return slipway.run(words.toArray(new String[0]));
  }

  @Test
  void kernelAllowsNoNamespaceHere() throws Exception {
    Outcome refused =
        new Program(
                List.of("sh", home + "/enter"),
                home.resolve("store"),
                home.resolve("context"),
                Map.of())
            .run("unshare", "--user", "true");

    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.errors()).contains("Operation not permitted");
  }

  @Test
  void copiesAndMetadataAreBuilt() throws Exception {
    Files.writeString(home.resolve("context/program"), "a program\n");

    build(
            """
            FROM busybox AS files
            WORKDIR /srv
            COPY --chmod=755 program made
            FROM busybox
            LABEL built=without-privileges
            COPY --chown=root:root program /usr/bin/
            COPY --chown=5:6 --from=files /srv /srv
            ADD program /etc/
            USER 1000
            CMD ["/usr/bin/program"]
            """,
            "-t",
            "bare")
        .succeeded();

    Path saved = home.resolve("saved.tar");
    Outcome archive = slipway.run("save", "-o", "../bare.tar", "bare");
    assertThat(archive.exitCode()).as(archive.errors()).isZero();
    assertThat(slipway.run("image", "inspect", "--format", "{{.Config.User}}", "bare").text())
        .isEqualTo("1000");
    assertThat(saved).doesNotExist();
    assertThat(home.resolve("store/layers"))
        .as("no layer is unpacked")
        .isDirectoryRecursivelyContaining("glob:**")
        .isDirectoryNotContaining("glob:**/files");
  }

  @Test
  void aBaseOfARegistryIsBuiltOnAndPushed() throws Exception {
    Files.writeString(home.resolve("context/program"), "a program\n");
    try (RealRegistry registry = RealRegistry.plain(home.resolve("registry"))) {
      String base = registry.address() + "/team/busybox:1";
      build("FROM busybox\nLABEL a=b\n", "--push", "-t", base).succeeded();
      var bare =
          new Program(
              slipway.launcher(),
              home.resolve("pushing"),
              slipway.directory(),
              slipway.environment());
      Files.writeString(
          home.resolve("context/Dockerfile"),
          "FROM " + base + "\nWORKDIR /srv\nCOPY --chown=root:root program /bin/\n");

      bare.run("build", "--push", "-t", registry.address() + "/team/app:1", ".").succeeded();

      Program root = Program.in(Path.of("target").toAbsolutePath());
      assertThat(root.run("image", "tags", registry.address() + "/team/app").text()).isEqualTo("1");
      assertThat(home.resolve("pushing/index.json")).content().doesNotContain("busybox");
    }
  }

  @Test
  void stepThatNeedsAContainerSaysWhatIsMissing() throws Exception {
    Outcome refused = build("FROM busybox\nRUN true\n");

    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.errors())
        .contains("running without root needs")
        .contains("remedy: ")
        .doesNotContain("\tat ");
  }

  @Test
  void commandsOfContainersAreRefusedAsBefore() {
    Outcome refused = slipway.run("run", "--rm", "busybox", "true");

    assertThat(refused.exitCode()).isEqualTo(125);
    assertThat(refused.errors()).contains("running without root needs").contains("remedy: ");
  }
}
