package dev.slipway.dockerfile.check;

import dev.slipway.dockerfile.Arg;
import dev.slipway.dockerfile.From;
import dev.slipway.dockerfile.Instruction;
import java.util.List;

/// A comment above a stage or an argument that does not begin with its name: `--call=outline` does
/// not show it.
public final class InvalidDefinitionDescription {
  /// What it is called.
  public static final Rule RULE =
      Rule.of(
              "InvalidDefinitionDescription",
              "Comment for build stage or argument should follow the format: `# <arg/stage name>"
                  + " <description>`. If this is not intended to be a description comment, add an"
                  + " empty line or comment between the instruction and the comment.",
              "invalid-definition-description")
          .asExperimental();

  private InvalidDefinitionDescription() {}

  static void check(From from, Findings findings) {
    if (from.name() != null) {
      check(from, "FROM", List.of(from.name().text()), findings);
    }
  }

  static void check(Arg arg, Findings findings) {
    check(arg, "ARG", arg.definitions().stream().map(Arg.Definition::name).toList(), findings);
  }

  private static void check(
      Instruction instruction, String keyword, List<String> names, Findings findings) {
    List<String> comments = CommentsAbove.of(findings.source(), instruction);
    if (comments.isEmpty()) {
      return;
    }
    String last = comments.getLast();
    int space = last.indexOf(' ');
    if (!names.contains(space < 0 ? last : last.substring(0, space))) {
      String example = names.size() > 1 ? "<arg_key>" : names.getFirst();
      findings.add(
          RULE,
          instruction,
          "Comment for "
              + keyword
              + " should follow the format: `# "
              + example
              + " <description>`");
    }
  }
}
