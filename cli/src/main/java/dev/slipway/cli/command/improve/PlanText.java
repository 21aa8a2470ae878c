package dev.slipway.cli.command.improve;

import dev.slipway.cli.render.UnifiedDiff;
import dev.slipway.improve.Change;
import dev.slipway.improve.Plan;
import dev.slipway.lint.NewFile;

/// A plan for people: each change with its reason, and the whole difference.
final class PlanText {
  private PlanText() {}

  static String of(Plan plan) {
    if (plan.changes().isEmpty()) {
      return plan.name() + ": nothing to change.\n";
    }
    var text = new StringBuilder();
    int count = plan.changes().size();
    text.append(plan.name())
        .append(": ")
        .append(count)
        .append(count == 1 ? " change\n\n" : " changes\n\n");
    for (int i = 0; i < count; i++) {
      Change change = plan.changes().get(i);
      text.append(' ')
          .append(i < 9 ? " " : "")
          .append(i + 1)
          .append(". ")
          .append(heading(change))
          .append('\n');
      text.append("     ").append(change.rule().reason()).append('\n');
    }
    return text.append('\n').append(difference(plan)).append('\n').toString();
  }

  private static String heading(Change change) {
    return change.what() + " (" + change.rule().name() + ", " + change.rule().kind().label() + ")";
  }

  private static String difference(Plan plan) {
    var text =
        new StringBuilder(UnifiedDiff.of(plan.name(), plan.name(), plan.original(), plan.text()));
    for (NewFile file : plan.files()) {
      text.append(UnifiedDiff.of("/dev/null", file.path(), "", file.text()));
    }
    return text.toString();
  }

  /// One change by itself.
  static String change(Plan plan, int index) {
    Change change = plan.changes().get(index);
    String before = plan.text(index);
    String name = plan.name();
    var text =
        new StringBuilder(heading(change)).append('\n').append(change.message()).append(".\n");
    text.append(change.rule().reason()).append(".\n");
    text.append(UnifiedDiff.of(name, name, before, change.text()));
    for (NewFile file : plan.files(index + 1)) {
      if (!plan.files(index).contains(file)) {
        text.append(UnifiedDiff.of("/dev/null", file.path(), "", file.text()));
      }
    }
    return text.toString();
  }
}
