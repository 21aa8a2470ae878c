package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Label;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Fix;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoModule;
import dev.slipway.lint.go.GoProject;
import dev.slipway.lint.stage.StageView;
import dev.slipway.lint.stage.Stages;
import dev.slipway.lint.stage.Step;
import dev.slipway.lint.stage.Writing;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The shipped image has no labels that say what it is.
public final class MissingLabels implements Rule {
  private static final Description ABOUT =
      new Description(
          "MissingLabels",
          Kind.CLARITY,
          Level.NOTE,
          "The shipped image has no labels that say what it is",
          "Whoever finds the image wants to know what it is, from where, and under which licence");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    StageView last = Stages.of(subject).last();
    Instruction start = ShippedStart.of(last);
    if (start == null || start.span().startLine() < last.stage().from().span().startLine()) {
      return;
    }
    var names = new TreeSet<String>();
    for (StageView stage : last.chain()) {
      for (Step step : stage.steps()) {
        if (step.instruction() instanceof Label label) {
          label.assignments().forEach(each -> names.add(step.scope().expand(each.name())));
        }
      }
    }
    for (String wanted : subject.settings().labels()) {
      if (!names.contains(wanted)) {
        findings.add(
            start.span(),
            "the label " + wanted + " is missing",
            "add LABEL " + wanted + "=\"...\"");
      }
    }
    if (names.isEmpty() && subject.settings().labels().isEmpty()) {
      GoModule module = GoProject.of(subject).module();
      String title = module == null ? "" : GoProject.of(subject).programName(".");
      Fix fix =
          title.isEmpty()
              ? null
              : Fix.of(
                  "say what the image is",
                  Writing.of(subject)
                      .before(
                          start,
                          "LABEL org.opencontainers.image.title=\""
                              + title
                              + "\""
                              + source(module)));
      findings.add(
          start.span(),
          "the image says nowhere what it is",
          "add LABEL org.opencontainers.image.title=\"...\"",
          fix);
    }
  }

  /// Where modules are fetched from is where their sources are.
  private static String source(@Nullable GoModule module) {
    if (module == null) {
      return "";
    }
    String path = module.path();
    boolean hosted = path.startsWith("github.com/") || path.startsWith("gitlab.com/");
    return hosted ? " org.opencontainers.image.source=\"https://" + path + "\"" : "";
  }
}
