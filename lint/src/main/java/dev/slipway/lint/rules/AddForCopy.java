package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Add;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Template;
import dev.slipway.lint.Description;
import dev.slipway.lint.Edit;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Fix;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.stage.Scope;
import dev.slipway.lint.stage.Stages;
import dev.slipway.lint.stage.Step;
import java.util.Locale;

/// ADD where COPY would do.
public final class AddForCopy implements Rule {
  private static final Description ABOUT =
      new Description(
          "AddForCopy",
          Kind.CLARITY,
          Level.WARNING,
          "ADD where COPY would do",
          "ADD unpacks archives and fetches addresses: whoever reads it has to think of both");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (Step step : Stages.of(subject).steps()) {
      if (step.instruction() instanceof Add add && isPlain(step.scope(), add)) {
        Span span = add.span();
        var keyword =
            new Span(
                span.startLine(), span.startColumn(), span.startLine(), span.startColumn() + 3);
        boolean lower = add.source().startsWith("add");
        findings.add(
            keyword,
            "ADD copies plain files here",
            "write COPY",
            Fix.of("write COPY for ADD", new Edit(keyword, lower ? "copy" : "COPY")));
      }
    }
  }

  private static boolean isPlain(Scope scope, Add add) {
    if (add.checksum() != null || add.unpack() != null || add.keepGitDirectory() != null) {
      return false;
    }
    for (Template source : add.sources()) {
      String path = scope.expand(source);
      String lower = path.toLowerCase(Locale.ROOT);
      boolean archive =
          lower.contains(".tar")
              || lower.endsWith(".tgz")
              || lower.endsWith(".txz")
              || lower.endsWith(".tbz2")
              || lower.endsWith(".gz")
              || lower.endsWith(".xz")
              || lower.endsWith(".bz2")
              || lower.endsWith(".zst");
      if (archive
          || path.contains("://")
          || path.startsWith("git@")
          || path.contains("*")
          || path.contains("$")) {
        return false;
      }
    }
    return true;
  }
}
