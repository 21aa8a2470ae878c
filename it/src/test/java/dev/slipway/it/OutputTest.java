package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where the result of a build goes, from the command line on.
class OutputTest {
  @TempDir private Path folder;
  private Program slipway;

  @BeforeEach
  void writeContext() throws Exception {
    slipway = Program.in(folder).at(Files.createDirectories(folder.resolve("context")));
    Files.writeString(slipway.directory().resolve("file"), "content\n");
    Files.writeString(slipway.directory().resolve("Dockerfile"), "FROM scratch\nCOPY file /dir/\n");
  }

  @Test
  void anImageGetsTheNamesOfItsOutputAndOfItsTags() {
    slipway.run("build", "-t", "one:1", "-o", "type=image,name=two:2", ".").succeeded();

    assertThat(slipway.run("images", "--format", "{{.Repository}}:{{.Tag}}").text())
        .contains("one:1", "two:2");
  }

  @Test
  void theMetadataHasBuildxsKeys() throws Exception {
    String id = slipway.run("build", "-q", "-t", "one:1", ".").succeeded().text();
    slipway
        .run("build", "-t", "one:1", "--metadata-file", "meta.json", "--iidfile", "id", ".")
        .succeeded();

    assertThat(slipway.directory().resolve("id")).hasContent(id);
    assertThat(slipway.directory().resolve("meta.json"))
        .content()
        .contains(
            "\"buildx.build.ref\": \"default/default/",
            "\"containerimage.config.digest\": \"" + id + "\"",
            "\"buildx.build.provenance\": {",
            "\"buildType\": \"https://mobyproject.org/buildkit@v1\"",
            "\"entryPoint\": \"Dockerfile\"",
            "\"containerimage.descriptor\": {",
            "\"containerimage.digest\": \"sha256:",
            "\"image.name\": \"docker.io/library/one:1\"");
  }

  @Test
  void theProvenanceIsLeftOutOrRefusedAsBuildxsVariableSays() throws Exception {
    String variable = "BUILDX_METADATA_PROVENANCE";
    slipway
        .with(variable, "disabled")
        .run("build", "--metadata-file", "meta.json", ".")
        .succeeded();
    Outcome refused =
        slipway.with(variable, "max").run("build", "--metadata-file", "meta.json", ".");

    assertThat(slipway.directory().resolve("meta.json"))
        .content()
        .doesNotContain("provenance")
        .contains("containerimage.digest");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.errors()).contains("BUILDX_METADATA_PROVENANCE=max is not there");
  }

  @Test
  void anIdOfNoImageIsRefused() {
    Outcome refused = slipway.run("build", "--iidfile", "id", "-o", "out", ".");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.errors()).contains("--iidfile needs an image");
    assertThat(slipway.directory().resolve("out")).doesNotExist();
    assertThat(slipway.directory().resolve("id")).doesNotExist();
  }

  @Test
  void anArchiveGoesToStandardOutputAndNothingElseDoes() throws Exception {
    Process build = slipway.start("build", "--progress=none", "-o", "-", ".");
    Path tar = folder.resolve("out.tar");
    Files.copy(build.getInputStream(), tar);
    assertThat(build.waitFor()).isZero();

    assertThat(slipway.runOther("tar", "-tf", tar.toString()).succeeded().text())
        .isEqualTo("dir/\ndir/file");
  }
}
