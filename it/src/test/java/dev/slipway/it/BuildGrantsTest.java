package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `build --secret`, `--ssh`, `--allow`, `--build-context` and `SOURCE_DATE_EPOCH` from a shell.
class BuildGrantsTest {
  @TempDir Path folder;
  private static Program store;
  private Program small;

  @BeforeAll
  static void prepare() throws Exception {
    Program.needRoot();
    store = ExampleStore.with("busybox");
  }

  @BeforeEach
  void enter() {
    small = store.at(folder);
  }

  private void dockerfile(String text) throws Exception {
    Files.writeString(folder.resolve("Dockerfile"), text);
  }

  @Test
  void secretsComeFromFilesAndVariables() throws Exception {
    Files.writeString(folder.resolve("s"), "from-a-file");
    dockerfile(
        """
        FROM busybox
        RUN --mount=type=secret,id=a,required cat /run/secrets/a && echo
        RUN --mount=type=secret,id=b,env=B,required echo $B
        RUN --mount=type=secret,id=TOKEN,env=T,required echo $T
        """);

    Outcome built =
        small
            .with("VALUE", "from-a-variable")
            .with("TOKEN", "by-its-own-name")
            .run(
                "build",
                "--no-cache",
                "--progress=plain",
                "--secret",
                "id=a,src=s",
                "--secret",
                "id=b,env=VALUE",
                "--secret",
                "id=TOKEN",
                ".");

    assertThat(built.exitCode()).as(built.errors()).isZero();
    assertThat(built.errors())
        .contains("from-a-file")
        .contains("from-a-variable")
        .contains("by-its-own-name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--secret | foo | invalid field 'foo' must be a key=value pair",
        "--secret | id= | secret missing ID",
        "--secret | src=x | secret missing ID",
        "--secret | id=a,src=/nope | failed to stat /nope: no such file or directory",
        "--secret | id=a,src=/tmp | failed to stat /tmp: not a readable file",
        "--secret | id=a,type=x | unsupported secret type \"x\"",
        "--secret | id=a,bad=x | unexpected key 'bad' in 'bad=x'",
        "--secret | id=a,env=SLIPWAY_NO_SUCH | the environment variable SLIPWAY_NO_SUCH is not set",
        "--secret | id=a,src=x,env=HOME | has a file and a variable",
        "--ssh | default | invalid empty ssh agent socket: make sure SSH_AUTH_SOCK is set",
        "--ssh | x=/nope | stat /nope: no such file or directory",
        "--ssh | =x | invalid --ssh value: =x",
        "--allow | foo | unknown entitlement foo",
        "--build-context | x | invalid context value: x, expected key=value",
        "--build-context | x=/nope | failed to get build context x: stat /nope: no such file",
        "--build-context | x=foo://bar | is no context",
        "--build-context | x=oci-layout:///nope | it lacks index.json",
      })
  void wrongValueIsNamedWithARemedy(String option, String value, String message) throws Exception {
    dockerfile("FROM scratch\n");

    Outcome built = small.run("build", option, value, ".");

    assertThat(built.exitCode()).isNotZero();
    assertThat(built.errors()).contains(message).doesNotContain("\tat ");
    assertThat(built.errors().strip().lines().count()).isGreaterThanOrEqualTo(1);
  }

  @Test
  void powersAreGivenWhereTheyAreAllowed() throws Exception {
    dockerfile("FROM busybox\nRUN --network=host --security=insecure true\n");

    assertThat(small.run("build", ".").errors())
        .contains("is not allowed")
        .contains("--allow ")
        .contains("Dockerfile:2");
    assertThat(
            small
                .run("build", "--allow", "network.host", "--allow", "security.insecure", ".")
                .exitCode())
        .isZero();
  }

  @Test
  void namedDirectoryIsCopiedFrom() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("f"), "named\n");
    dockerfile("FROM busybox\nCOPY --from=dir f /f\nRUN cat /f\n");

    Outcome built =
        small.run(
            "build", "--no-cache", "--progress=plain", "--build-context", "dir=" + other, ".");

    assertThat(built.exitCode()).as(built.errors()).isZero();
    assertThat(built.errors()).contains("named");
  }

  @Test
  void epochComesFromTheCallersEnvironment() throws Exception {
    dockerfile("FROM busybox\nRUN echo x > /x\n");
    Program dated = small.with("SOURCE_DATE_EPOCH", "1700000000");

    String first = dated.run("build", "-q", "--no-cache", ".").succeeded().output();
    String again = dated.run("build", "-q", "--no-cache", ".").succeeded().output();

    assertThat(again).isEqualTo(first);
    assertThat(dated.run("image", "inspect", first.strip()).succeeded().output())
        .contains("\"Created\": \"2023-11-14T22:13:20Z\"");
  }
}
