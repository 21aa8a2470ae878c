package dev.slipway.builder.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.StageChoice;
import dev.slipway.builder.lower.Lowering;
import dev.slipway.builder.lower.LoweringInput;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.check.Finding;
import dev.slipway.dockerfile.check.Findings;
import dev.slipway.dockerfile.ignore.IgnoreRules;
import dev.slipway.dockerfile.parse.DockerfileParser;
import dev.slipway.image.ContainerConfig;
import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageConfig;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.Platform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the golden Dockerfiles of `it` cannot show: base images, arguments, and comments.
class BuildChecksTest {
  private static final Platform HOST = Platform.of("linux", "amd64");

  private static List<String> found(String text) {
    return found(text, Map.of(), IgnoreSource.NONE);
  }

  private static List<String> found(
      String text, Map<String, String> arguments, IgnoreSource ignored) {
    Dockerfile file = DockerfileParser.parse("Dockerfile", text);
    var findings = new Findings(file.source(), file.directives().checks());
    Lowering.check(
        file,
        LoweringInput.of(new StageChoice(null, arguments), HOST),
        (name, _) -> image(name.familiarName()),
        new BuildChecks(findings, arguments, HOST, ignored));
    return findings.inOrder().stream().map(Finding::summary).toList();
  }

  private static Optional<Image> image(String name) {
    ContainerConfig config = ContainerConfig.EMPTY.withVariable("BASE_VERSION", "1");
    return switch (name) {
      case "base" -> Optional.of(image(config, HOST));
      case "other" -> Optional.of(image(config, Platform.of("linux", "arm64")));
      case "shelled" -> Optional.of(image(config.withShell(List.of("/bin/bash", "-c")), HOST));
      case "triggering" ->
          Optional.of(
              image(
                  config.withOnBuild(
                      List.of("WORKDIR rel", "CMD run $it", "ENV TOKEN x", "COPY ignored /")),
                  HOST));
      default -> Optional.empty();
    };
  }

  private static Image image(ContainerConfig config, Platform platform) {
    Digest id = Digest.sha256(new byte[] {1});
    return new Image(
        id,
        ImageConfig.scratch(platform).withConfig(config).withDiffIds(List.of(id)),
        Descriptor.of(MediaTypes.OCI_MANIFEST, id, 1),
        List.of(Descriptor.of(MediaTypes.OCI_LAYER, id, 1)));
  }

  @Test
  void aBaseOfAnotherArchitectureIsNamedWithBothPlatforms() {
    assertThat(found("FROM other\nFROM base\nCOPY --from=other /a /\n"))
        .containsExactly(
            "InvalidBaseImagePlatform: Base image other was pulled with platform \"linux/arm64\","
                + " expected \"linux/amd64\" for current build (line 1)");
  }

  @Test
  void variablesOfTheBaseAreDefined() {
    assertThat(found("FROM base\nLABEL a=$BASE_VERSION b=$BASE_VERSIN\n"))
        .containsExactly(
            "UndefinedVar: Usage of undefined variable '$BASE_VERSIN' (did you mean $BASE_VERSION?)"
                + " (line 2)");
  }

  @Test
  void aShellOfTheBaseMeansThatShellFormIsMeant() {
    assertThat(found("FROM shelled\nCMD run me\n")).isEmpty();
  }

  @Test
  void anArgumentThatIsGivenKeepsItsDefaultFromBeingLookedAt() {
    String text = "FROM scratch\nARG A=$NONE\n";

    assertThat(found(text)).hasSize(1);
    assertThat(found(text, Map.of("A", "1"), IgnoreSource.NONE)).isEmpty();
  }

  @Test
  void aDefaultThatIsNoNameIsFoundAlthoughTheBuildIsGivenOne() {
    assertThat(found("ARG TAG\nFROM base:${TAG}\n", Map.of("TAG", "latest"), IgnoreSource.NONE))
        .containsExactly(
            "InvalidDefaultArgInFrom: Default value for ARG base:${TAG} results in empty or invalid"
                + " base image name (line 2)");
  }

  @Test
  void whatTriggersOfTheBaseDoIsSaidOfTheFromThatBroughtThem() {
    assertThat(found("FROM base\nFROM triggering\nCMD [\"a\"]\n"))
        .containsExactly(
            "WorkdirRelativePath: Relative workdir \"rel\" can have unexpected results if the base"
                + " image changes (line 2)",
            "JSONArgsRecommended: JSON arguments recommended for CMD to prevent unintended behavior"
                + " related to OS signals (line 2)",
            "LegacyKeyValueFormat: \"ENV key=value\" should be used instead of legacy \"ENV key value\""
                + " format (line 2)",
            "SecretsUsedInArgOrEnv: Do not use ARG or ENV instructions for sensitive data (ENV"
                + " \"TOKEN\") (line 2)",
            "MultipleInstructionsDisallowed: Multiple CMD instructions should not be used in the same"
                + " stage because only the last one will be used (line 2)");
  }

  @Test
  void nothingIsSaidOfATriggerWhereItIsWritten() {
    assertThat(found("FROM base\nONBUILD CMD run $it\nONBUILD WORKDIR rel\n")).isEmpty();
  }

  @Test
  void aCommentAboveAnInstructionLeavesItsChecksOut() {
    assertThat(
            found(
                """
                FROM scratch
                # check=skip=LegacyKeyValueFormat
                ENV a b
                ENV c d
                # check=skip=nonsense;what
                ENV e f
                # check=skip=all

                # why
                ENV KEY v
                """))
        .containsExactly(
            "LegacyKeyValueFormat: \"ENV key=value\" should be used instead of legacy \"ENV key"
                + " value\" format (line 4)",
            "LegacyKeyValueFormat: \"ENV key=value\" should be used instead of legacy \"ENV key"
                + " value\" format (line 6)");
  }

  @Test
  void aCommentAboveAnInstructionMayAskForAnExperimentalCheck() {
    assertThat(found("FROM scratch\n# check=experimental=all\n# other\nARG A=1\n"))
        .containsExactly(
            "InvalidDefinitionDescription: Comment for ARG should follow the format: `# A"
                + " <description>` (line 4)");
  }

  @Test
  void aCopyOfWhatTheIgnoreFileLeavesOutIsFound() {
    IgnoreRules rules = IgnoreRules.parse(".dockerignore", "b\nc/d\n");

    assertThat(
            found("FROM scratch\nCOPY a c /\nADD ./b /\nCOPY c/d/e . /\n", Map.of(), () -> rules))
        .containsExactly(
            "CopyIgnoredFile: Attempting to Add file \"b\" that is excluded by .dockerignore"
                + " (line 3)",
            "CopyIgnoredFile: Attempting to Copy file \"c/d/e\" that is excluded by .dockerignore"
                + " (line 4)");
  }

  @Test
  void nothingIsSaidOfCopiesWhereTheIgnoreFileTakesSomethingBack() {
    IgnoreRules rules = IgnoreRules.parse(".dockerignore", "b\n!b/c\n");

    assertThat(found("FROM scratch\nCOPY b /\n", Map.of(), () -> rules)).isEmpty();
  }

  @Test
  void aWholeContextIsIgnoredByPatternsForEverythingOnly() {
    IgnoreRules all = IgnoreRules.parse(".dockerignore", "**\n");
    IgnoreRules some = IgnoreRules.parse(".dockerignore", "*.txt\n");

    assertThat(found("FROM scratch\nCOPY . /\n", Map.of(), () -> all)).hasSize(1);
    assertThat(found("FROM scratch\nCOPY . /\n", Map.of(), () -> some)).isEmpty();
  }

  @Test
  void allMistakesOfAllStagesAreToldAtOnce() {
    assertThatThrownBy(() ->
            found(
                """
                FROM scratch AS build
                EXPOSE 99999
                STOPSIGNAL SIGNONE
                FROM scratch
                COPY --from=biuld /a /
                COPY --from=7 /a /
                LABEL a=${B:?needed}
                """))
        .isInstanceOfSatisfying(
            DockerfileException.class,
            mistakes -> {
              assertThat(mistakes.diagnostics())
                  .extracting(each -> each.span().startLine())
                  .containsExactly(2, 3, 5, 6, 7);
              assertThat(mistakes.diagnostics().get(2).remedy())
                  .startsWith("did you mean the stage build?");
            });
  }

  @Test
  void aMissingBaseHidesNoMistakeBelowAndCausesNone() {
    assertThatThrownBy(() -> found("FROM nowhere\nLABEL a=${FROM_BASE:?}\nEXPOSE x\n"))
        .isInstanceOfSatisfying(
            DockerfileException.class,
            mistakes ->
                assertThat(mistakes.diagnostics())
                    .extracting(each -> each.span().startLine())
                    .containsExactly(1, 3));
  }
}
