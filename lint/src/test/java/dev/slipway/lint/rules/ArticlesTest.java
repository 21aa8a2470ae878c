package dev.slipway.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.dockerfile.parse.DockerfileParser;
import dev.slipway.lint.Levels;
import dev.slipway.lint.Linter;
import dev.slipway.lint.Subject;
import dev.slipway.lint.config.DirectoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The articles' Dockerfiles with their projects: what each improvement mends is found before it
/// and not behind it, and what the articles themselves get wrong is found to the end.
class ArticlesTest {
  private static final Path EXAMPLES = Path.of("../examples");

  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      value = {
        "api/Dockerfile.1-naive: GinReleaseMode GoRunAtStart MissingExpose MissingLabels ModulesBeforeSource RootUser ToolchainShipped UnpinnedBase",
        "api/Dockerfile.2-pinned: GinReleaseMode GoRunAtStart MissingExpose MissingLabels ModulesBeforeSource RootUser ToolchainShipped",
        "api/Dockerfile.3-binary: GinReleaseMode GoCacheMounts MissingExpose MissingLabels ModulesBeforeSource RootUser StripBinary ToolchainShipped TrimPath",
        "api/Dockerfile.4-modules-first: GinReleaseMode GoCacheMounts MissingExpose MissingLabels RootUser StripBinary ToolchainShipped TrimPath",
        "api/Dockerfile.5-multi-stage: GinReleaseMode GoCacheMounts MissingExpose MissingLabels RootUser StripBinary TrimPath",
        "api/Dockerfile.6-environment: GoCacheMounts MissingExpose MissingLabels RootUser StripBinary TrimPath",
        "api/Dockerfile.7-nonroot: GoCacheMounts MissingExpose MissingLabels StripBinary TrimPath",
        "api/Dockerfile.8-metadata: GoCacheMounts MetadataNotShipped MissingLabels StripBinary TrimPath",
        "api/Dockerfile.9-cache-mounts: GoCacheMounts MissingLabels StripBinary TrimPath",
        "echo/Dockerfile.naive: GinReleaseMode GoRunAtStart MissingExpose MissingLabels ModulesBeforeSource RootUser ToolchainShipped UnpinnedBase",
        "echo/Dockerfile: GinReleaseMode GoCacheMounts MissingExpose MissingLabels ModulesBeforeSource StripBinary ToolchainShipped TrimPath",
        "echo/Dockerfile.lean: MissingLabels",
        "hello/Dockerfile: MissingLabels RootUser",
        "service/Dockerfile: GoCacheMounts LeanerBase MissingDockerignore MissingExpose MissingLabels ModulesBeforeSource RootUser StripBinary TrimPath UnpinnedBase",
        "tool/Dockerfile_1: CdAsCommand GoRunAtStart MissingLabels RootUser ToolInOwnStage ToolchainShipped UnpinnedGoTool",
        "tool/Dockerfile_2: AddForCopy MissingLabels RootUser UnpinnedBase",
        "tool/Dockerfile_3: AddForCopy CopyRelative FixedArchitecture GoCacheMounts MissingLabels RootUser StripBinary TrimPath UnpinnedBase UnpinnedGoTool",
      })
  void eachImprovementIsFoundUntilItIsMade(Path name, String rules) throws IOException {
    Path file = EXAMPLES.resolve(name);
    var subject =
        new Subject(
            DockerfileParser.parse("Dockerfile", Files.readString(file)),
            new DirectoryFiles(Objects.requireNonNull(file.getParent()), file),
            Subject.Settings.NONE);

    var found = new TreeSet<String>();
    Linter.findings(subject, Rules.ALL, Levels.USUAL)
        .forEach(each -> found.add(each.rule().name()));

    assertThat(String.join(" ", found)).isEqualTo(rules);
  }
}
