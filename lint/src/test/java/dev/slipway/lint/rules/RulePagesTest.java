package dev.slipway.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.dockerfile.parse.DockerfileParser;
import dev.slipway.lint.Description;
import dev.slipway.lint.Finding;
import dev.slipway.lint.Fix;
import dev.slipway.lint.Level;
import dev.slipway.lint.Levels;
import dev.slipway.lint.Linter;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.TextEdits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each rule's page is its test: the bad example draws the finding, the good one does not, and the
/// fix makes it go away.
class RulePagesTest {
  static Stream<Rule> rules() {
    return Rules.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theBadExampleDrawsTheFinding(Rule rule) throws IOException {
    assertThat(find(rule, page(rule).bad().subject())).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theGoodExampleDoesNot(Rule rule) throws IOException {
    assertThat(find(rule, page(rule).good().subject())).extracting(Finding::message).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theFixMakesItGoAway(Rule rule) throws IOException {
    RulePage.Example bad = page(rule).bad();
    String text = bad.dockerfile();
    Map<String, String> files = new HashMap<>(bad.files());
    for (int round = 0; round < 10; round++) {
      Subject subject = RulePage.Example.subject(text, files);
      Fix fix =
          find(rule, subject).stream()
              .flatMap(each -> each.mending().stream())
              .findFirst()
              .orElse(null);
      if (fix == null) {
        break;
      }
      text = TextEdits.apply(subject.source(), fix.edits());
      DockerfileParser.parse("Dockerfile", text);
      if (fix.file() != null) {
        files.put(fix.file().path(), fix.file().text());
      }
    }
    if (!text.equals(bad.dockerfile())) {
      assertThat(find(rule, RulePage.Example.subject(text, files))).as(text).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void thePageSaysWhatTheRuleSays(Rule rule) throws IOException {
    Description about = rule.about();
    RulePage page = page(rule);

    assertThat(page.text()).startsWith("# " + about.name() + "\n");
    assertThat(page.text()).contains(about.summary() + ". " + about.reason() + ".");
    assertThat(page.text()).contains("Kind: " + about.kind().label() + ". Level: ");
    assertThat(about.name()).isEqualTo(rule.getClass().getSimpleName());
    boolean fixes =
        find(rule, page.bad().subject()).stream().anyMatch(finding -> finding.fix() != null);
    if (fixes) {
      assertThat(page.text()).contains("slipway improve --only " + about.name());
    }
  }

  @Test
  void noPageIsLeftOver() throws IOException {
    try (Stream<Path> pages = Files.list(RulePage.PAGES)) {
      assertThat(pages.map(page -> page.getFileName().toString().replace(".md", "")))
          .allMatch(name -> name.equals("hadolint") || Rules.isKnown(name));
    }
  }

  @Test
  void eachOfHadolintsRulesIsOursOrHasAReason() throws IOException {
    List<String> rows =
        Files.readAllLines(RulePage.PAGES.resolve("hadolint.md")).stream()
            .filter(line -> line.startsWith("| DL"))
            .toList();

    assertThat(rows).hasSizeGreaterThan(60);
    assertThat(rows)
        .allSatisfy(row -> {
          String here = row.split("\\| ", 4)[3];
          String name = here.substring(1, Math.max(1, here.indexOf(']')));
          assertThat(here.startsWith("not ours, because ") || Rules.isKnown(name)).as(row).isTrue();
        });
  }

  private static RulePage page(Rule rule) throws IOException {
    return RulePage.read(rule.about().name());
  }

  /// A rule that is off is asked all the same.
  private static List<Finding> find(Rule rule, Subject subject) {
    Description about = rule.about();
    Level level = about.level() == Level.OFF ? Level.WARNING : about.level();
    return Linter.findings(subject, rule, new Levels(Map.of(about.name(), level)));
  }
}
