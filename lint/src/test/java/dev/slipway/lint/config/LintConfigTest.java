package dev.slipway.lint.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.dockerfile.parse.DockerfileParser;
import dev.slipway.lint.Finding;
import dev.slipway.lint.Level;
import dev.slipway.lint.Levels;
import dev.slipway.lint.LintException;
import dev.slipway.lint.Linter;
import dev.slipway.lint.Subject;
import dev.slipway.lint.rules.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LintConfigTest {
  private static LintConfig parse(String text) {
    return LintConfig.parse("slipway.toml", text, Rules::isKnown);
  }

  @Test
  void settingsAreRead() {
    LintConfig config =
        parse(
            """
            # ours
            [lint]
            fail-on = "error"
            registries = [
              "registry.example.com", # the only one
              'docker.io',
            ]
            [lint.rules]
            RootUser = "off"
            """);

    assertThat(config.failOn()).isEqualTo(Level.ERROR);
    assertThat(config.registries()).containsExactly("registry.example.com", "docker.io");
    assertThat(config.levels().changed()).containsEntry("RootUser", Level.OFF);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[lint]\\nfail_on = 'error'|unknown setting lint.fail_on",
        "[lint.rules]\\nRootUsr = 'off'|no rule is called RootUsr",
        "[lint.rules]\\nRootUser = 'loud'|is no level: loud",
        "[lint|slipway.toml:1: ']' is missing",
        "[lint]\\n\\nfail-on = x y|slipway.toml:3",
      })
  void mistakesAreNamed(String text, String message) {
    assertThatThrownBy(() -> parse(text.replace("\\n", "\n").replace('\'', '"')))
        .isInstanceOf(LintException.class)
        .hasMessageContaining(message);
  }

  @Test
  void theNearestFileAboveCounts(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("slipway.toml"), "[lint]\nfail-on = \"note\"\n");
    Path inner = Files.createDirectories(folder.resolve("a/b"));

    assertThat(LintConfig.near(inner, Rules::isKnown).failOn()).isEqualTo(Level.NOTE);

    Files.createDirectory(folder.resolve("a/.git"));
    assertThat(LintConfig.near(inner, Rules::isKnown)).isEqualTo(LintConfig.USUAL);
  }

  @Test
  void aBaselineTakesEachKnownFindingOnce() {
    var subject = subject("FROM debian\nRUN sudo a\nRUN sudo a\n");
    List<Finding> found = Linter.findings(subject, Rules.ALL, Levels.USUAL);
    Finding sudo = only(found, "SudoUsed");
    Baseline baseline = Baseline.parse(Baseline.line(subject.source(), sudo));

    assertThat(names(baseline.without(subject.source(), found)))
        .containsOnlyOnce("SudoUsed")
        .contains("UnpinnedBase");
  }

  @Test
  void aCommentCoversTheInstructionBelowIt() {
    var subject =
        subject(
            """
            # slipway ignore=UnpinnedBase because
            FROM debian
            RUN sudo a \\
              # slipway ignore=SudoUsed because
              b
            RUN sudo c
            """);
    List<IgnoreComment> comments = IgnoreComment.of(subject);
    List<Finding> found = Linter.findings(subject, Rules.ALL, Levels.USUAL);

    assertThat(
            found.stream()
                .filter(each -> comments.stream().noneMatch(comment -> comment.covers(each)))
                .map(each -> each.rule().name() + each.span().startLine()))
        .containsExactly("SudoUsed6");
  }

  private static Subject subject(String text) {
    return new Subject(
        DockerfileParser.parse("Dockerfile", text), new NoFiles(), Subject.Settings.NONE);
  }

  private static Finding only(List<Finding> findings, String name) {
    return findings.stream()
        .filter(each -> each.rule().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(List<Finding> findings) {
    return findings.stream().map(each -> each.rule().name()).toList();
  }
}
