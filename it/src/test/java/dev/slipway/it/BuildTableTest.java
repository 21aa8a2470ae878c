package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows of the table of `build`'s options in `docs/guides/compare.md` that no other test is about.
class BuildTableTest {
  @TempDir Path folder;
  private Program slipway;

  @BeforeEach
  void prepare() throws IOException {
    slipway = Program.in(folder);
    Files.createDirectory(folder.resolve("context"));
    Files.writeString(folder.resolve("context/file"), "text");
    Files.writeString(
        folder.resolve("context/Dockerfile"),
        """
        FROM scratch AS first
        COPY file /first
        FROM scratch AS second
        COPY file /second
        """);
  }

  @Test
  void quietPrintsTheIdAndNothingElse() {
    Outcome quiet = slipway.run("build", "-q", "-t", "t", "context").succeeded();

    assertThat(quiet.output()).matches("sha256:[0-9a-f]{64}\n");
    assertThat(quiet.errors()).isEmpty();
    assertThat(slipway.run("images", "-q", "--no-trunc", "t").text()).isEqualTo(quiet.text());
  }

  @Test
  void targetIsTheStageThatIsBuilt() {
    slipway.run("build", "--target", "first", "-o", "out", "context").succeeded();

    assertThat(folder.resolve("out/first")).hasContent("text");
    assertThat(folder.resolve("out/second")).doesNotExist();
    Outcome missing = slipway.run("build", "--target", "frist", "context");
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.errors()).contains("frist").contains("first");
  }

  @Test
  void removalOfWhatStepsRanInNeedsNoWord() {
    slipway.run("build", "--rm", "--force-rm", "context").succeeded();
    assertThat(slipway.run("build", "--rm=false", "context").exitCode()).isNotZero();
  }

  /// `--output rewrite-timestamp`: usual where there is an epoch, refused where there is none.
  @Test
  void timesOfFilesFollowTheEpochUnlessToldNotTo() throws IOException {
    Outcome refused =
        slipway.run("build", "-o", "type=oci,dest=x,tar=false,rewrite-timestamp=true", "context");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.errors()).contains("rewrite-timestamp=true needs SOURCE_DATE_EPOCH");

    Program dated = slipway.with("SOURCE_DATE_EPOCH", "1000000000");
    dated.run("build", "-o", "type=oci,dest=set,tar=false", "context").succeeded();
    dated
        .run("build", "-o", "type=oci,dest=kept,tar=false,rewrite-timestamp=false", "context")
        .succeeded();

    assertThat(files("set")).contains("second").contains("2001-09-0");
    assertThat(files("kept")).contains("second").doesNotContain("2001-09-0");
  }

  /// What the layers of a layout hold, with times.
  private String files(String layout) throws IOException {
    var files = new StringBuilder();
    try (Stream<Path> blobs = Files.list(folder.resolve(layout).resolve("blobs/sha256"))) {
      for (Path blob : blobs.toList()) {
        files.append(slipway.runOther("tar", "-tvf", blob.toString()).output());
      }
    }
    return files.toString();
  }

  /// A context is read in place: a pipe that nobody writes to and a file that no disk could hold
  /// stop no build that does not copy them.
  @Test
  void whatNoStepCopiesIsNotRead() throws IOException {
    slipway.runOther("mkfifo", "context/pipe").succeeded();
    slipway.runOther("truncate", "-s", "4T", "context/huge").succeeded();

    slipway.run("build", "-o", "out", "context").succeeded();

    assertThat(folder.resolve("out/second")).hasContent("text");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-m=1g",
        "--memory=1g",
        "--memory-swap=1g",
        "--cpu-period=1",
        "--cpu-quota=1",
        "-c=1",
        "--cpu-shares=1",
        "--cpuset-cpus=0",
        "--cpuset-mems=0",
        "--compress",
        "--isolation=default",
        "--security-opt=seccomp=unconfined",
        "--disable-content-trust"
      })
  void whatBuildKitPassesOverIsRefusedByName(String option) {
    Outcome refused = slipway.run("build", option, "context");

    assertThat(refused.exitCode()).isNotZero();
    String name = option.replaceFirst("=.*", "");
    assertThat(refused.errors())
        .contains(name.equals("-m") ? "--memory" : name.equals("-c") ? "--cpu-shares" : name)
        .contains("is not there yet")
        .doesNotContain("\tat ");
    assertThat(slipway.run("images", "-q").text()).isEmpty();
  }
}
