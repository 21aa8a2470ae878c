package dev.slipway.improve.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.improve.Change;
import dev.slipway.improve.Plan;
import dev.slipway.improve.prove.Evidence;
import dev.slipway.improve.prove.Evidence.Verdict;
import dev.slipway.improve.prove.Proof;
import dev.slipway.improve.prove.Rejection;
import dev.slipway.lint.Description;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  private static final Description RULE =
      new Description("RootUser", Kind.SECURITY, Level.WARNING, "It is root", "Root is <root>");

  private static String page() {
    var change = new Change(RULE, "run as another", "it is root", "FROM a\nUSER 1\n", List.of());
    var plan = new Plan("Dockerfile", "FROM a\n", List.of(change));
    var evidence =
        List.of(
            new Evidence("8080 GET /", Verdict.SAME, "200 <b>", "200 <b>"),
            new Evidence("files it opens", Verdict.NOT_COMPARED, "", "strace is not installed"));
    return HtmlReport.of(
        new Proof(plan, evidence, List.of(), "", 926_000_000, 6_500_000, Optional.empty()));
  }

  @Test
  void itBeginsWithWhatHasComeOfIt() {
    assertThat(page())
        .contains("<p class=\"lead\">926MB became 6.5MB by 1 change. Both were built and run: ")
        .contains("1 of 1 comparison is the same, 1 could not be made.</p>");
  }

  @Test
  void whatWasLeftOutSaysWhy() {
    var change = new Change(RULE, "run as another", "it is root", "FROM a\nUSER 1\n", List.of());
    var proof =
        new Proof(
            new Plan("Dockerfile", "FROM a\n", List.of()),
            List.of(),
            List.of(new Rejection(change, "output: <0> / <1>")),
            "",
            10,
            10,
            Optional.empty());

    assertThat(HtmlReport.of(proof))
        .contains("<h2>What was left out</h2>", "run as another (RootUser, security)")
        .contains("it makes a difference: output: &lt;0&gt; / &lt;1&gt;");
  }

  @Test
  void nothingThatAProgramSaysBecomesMarkup() {
    assertThat(page()).contains("200 &lt;b&gt;", "Root is &lt;root&gt;").doesNotContain("<b>");
  }

  @Test
  void itNeedsNoNetworkAndFollowsTheReadersColours() {
    assertThat(page())
        .contains("prefers-color-scheme:dark")
        .doesNotContain("http://", "https://", "<script", "<link", "<img");
  }

  @Test
  void itShowsSizesEvidenceAndWhatWasNotCompared() {
    assertThat(page())
        .contains(
            "<td class=\"number\">926MB</td>",
            "<td class=\"number\">6.5MB</td>",
            "width:100.0%",
            "width:0.7%")
        .contains(
            "<span class=\"same\">same</span>", "<li>files it opens: strace is not installed</li>")
        .contains("USER 1");
  }
}
