package dev.slipway.improve.plan;

import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.parse.DockerfileParser;
import dev.slipway.engine.lint.LintRequest;
import dev.slipway.engine.lint.Lints;
import dev.slipway.improve.Change;
import dev.slipway.improve.Plan;
import dev.slipway.lint.Finding;
import dev.slipway.lint.Fix;
import dev.slipway.lint.NewFile;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.TextEdits;
import dev.slipway.lint.rules.Rules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Makes the fixes of one rule after the other, and asks again, until none is left: each looks at
/// what those before it have made.
public final class Planner {
  /// Far more than any file needs; fixes that undo each other end there.
  private static final int MOST_CHANGES = 200;

  private final LintRequest request;
  private final Lints lints;
  private final List<String> images;

  /// @param images references that are at hand, to pin bases to
  public Planner(LintRequest request, Lints lints, List<String> images) {
    this.request = request;
    this.lints = lints;
    this.images = List.copyOf(images);
  }

  /// The changes of those rules that are wanted.
  ///
  /// @throws DockerfileException for a file that cannot be read
  public Plan plan(String text, Predicate<String> wanted) throws IOException {
    var changes = new ArrayList<Change>();
    String now = text;
    List<NewFile> files = List.of();
    Change next = next(now, files, wanted);
    while (next != null && changes.size() < MOST_CHANGES) {
      changes.add(next);
      now = next.text();
      files = next.files();
      next = next(now, files, wanted);
    }
    return new Plan(request.name(), text, changes);
  }

  /// What is weak about a text.
  public List<Finding> findings(String text, List<NewFile> files) throws IOException {
    return Lints.findings(request, subject(text, files), Rules.ALL);
  }

  /// The first change of the first rule that has one.
  private @Nullable Change next(String text, List<NewFile> files, Predicate<String> wanted)
      throws IOException {
    Subject subject = subject(text, files);
    for (Finding finding : lints.checks(request, subject)) {
      Change change = change(subject, finding, files, wanted);
      if (change != null) {
        return change;
      }
    }
    for (Rule rule : Rules.ALL) {
      if (!wanted.test(rule.about().name())) {
        continue;
      }
      for (Finding finding : Lints.findings(request, subject, List.of(rule))) {
        Change change = change(subject, finding, files, wanted);
        if (change != null) {
          return change;
        }
      }
    }
    return null;
  }

  private Subject subject(String text, List<NewFile> files) {
    Dockerfile file = DockerfileParser.parse(request.name(), text);
    return Lints.subject(request, file, images, files);
  }

  private static @Nullable Change change(
      Subject subject, Finding finding, List<NewFile> files, Predicate<String> wanted) {
    Fix fix = finding.fix();
    if (fix == null || !wanted.test(finding.rule().name())) {
      return null;
    }
    String text = TextEdits.apply(subject.source(), fix.edits());
    var more = new ArrayList<>(files);
    if (fix.file() != null) {
      more.add(fix.file());
    }
    if (text.equals(subject.source().text()) && more.size() == files.size()) {
      return null;
    }
    return new Change(finding.rule(), fix.change(), finding.message(), text, more);
  }
}
