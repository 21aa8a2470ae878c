package dev.slipway.lint.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.dockerfile.parse.DockerfileParser;
import dev.slipway.lint.Levels;
import dev.slipway.lint.Linter;
import dev.slipway.lint.Subject;
import dev.slipway.lint.config.NoFiles;
import dev.slipway.lint.rules.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportsTest {
  private static List<FileReport> reports(String text) {
    var subject =
        new Subject(
            DockerfileParser.parse("Dockerfile", text), new NoFiles(), Subject.Settings.NONE);
    return List.of(
        new FileReport(
            subject.source(), Linter.findings(subject, Rules.ALL, Levels.USUAL), List.of()));
  }

  @Test
  void textShowsLineReasonRemedyAndFix() {
    assertThat(TextReport.of(reports("FROM alpine:3.20\nADD app /app\n")))
        .isEqualTo(
            """
            Dockerfile:2:1: warning: AddForCopy (clarity): ADD copies plain files here
               2 | ADD app /app
                 | ^^^
            reason: ADD unpacks archives and fetches addresses: whoever reads it has to think of both
            remedy: write COPY
            fix: slipway improve --only AddForCopy (write COPY for ADD)

            1 warning; 1 can be mended by 'slipway improve'.
            """);
  }

  @Test
  void textSaysWhereThereIsNothing() {
    assertThat(TextReport.of(reports("FROM alpine:3.20\n"))).isEqualTo("Nothing found.\n");
  }

  @Test
  void jsonHasEditsWithPlaces() {
    assertThat(JsonReport.document(reports("FROM alpine:3.20\nADD app /app\n")).toString())
        .contains("rule=AddForCopy, kind=clarity, level=warning")
        .contains("edits=[{start={line=2, column=1}, end={line=2, column=4}, text=COPY}]");
  }

  @Test
  void sarifNamesItsRulesAndFixes() {
    assertThat(SarifReport.document(reports("FROM alpine:3.20\nADD app /app\n"), "1").toString())
        .contains("version=2.1.0")
        .contains("rules=[{id=AddForCopy")
        .contains("ruleId=AddForCopy, level=warning")
        .contains("insertedContent={text=COPY}");
  }
}
