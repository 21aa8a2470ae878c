package dev.slipway.cli.grammar;

import java.util.List;

/// The help page of a command, in Docker's layout.
public final class HelpPage {
  private HelpPage() {}

  /// `Usage: slipway image ls [OPTIONS] ...`; `path` is the name that the command was called by.
  public static String usage(CommandSpec spec, String path) {
    var usage = new StringBuilder("Usage:  ");
    String[] lines = spec.synopsis().split("\n");
    for (int i = 0; i < lines.length; i++) {
      usage.append(i == 0 ? "" : "\n\t").append("slipway ").append(path);
      usage.append(lines[i].isEmpty() ? "" : " ").append(lines[i]);
    }
    return usage.toString();
  }

  public static String render(CommandSpec spec, String path) {
    var page = new StringBuilder(usage(spec, path));
    page.append("\n\n").append(spec.summary()).append('\n');
    if (!spec.details().isEmpty()) {
      page.append('\n').append(spec.details()).append('\n');
    }
    appendAliases(page, spec.names());
    String options = OptionTable.render(spec.options());
    if (!options.isEmpty()) {
      page.append("\nOptions:\n").append(options);
    }
    appendExamples(page, spec.examples());
    appendNotYet(page, spec.notYet());
    return page.toString();
  }

  /// The options alone, aligned.
  public static String options(CommandSpec spec) {
    return OptionTable.render(spec.options());
  }

  private static void appendAliases(StringBuilder page, List<String> names) {
    if (names.size() < 2) {
      return;
    }
    page.append("\nAliases:\n  ");
    for (int i = 0; i < names.size(); i++) {
      page.append(i == 0 ? "" : ", ").append("slipway ").append(names.get(i));
    }
    page.append('\n');
  }

  private static void appendExamples(StringBuilder page, List<Example> examples) {
    if (examples.isEmpty()) {
      return;
    }
    page.append("\nExamples:\n");
    for (Example example : examples) {
      page.append("  # ").append(example.purpose()).append('\n');
      page.append("  slipway ").append(example.command()).append('\n');
    }
  }

  private static void appendNotYet(StringBuilder page, List<NotYet> missing) {
    if (missing.isEmpty()) {
      return;
    }
    page.append("\nDocker's options that are not there yet:\n");
    var line = new StringBuilder(" ");
    for (NotYet option : missing) {
      if (line.length() + option.name().length() + 3 > 79) {
        page.append(line).append('\n');
        line = new StringBuilder(" ");
      }
      line.append(" --").append(option.name());
    }
    page.append(line).append('\n');
  }
}
