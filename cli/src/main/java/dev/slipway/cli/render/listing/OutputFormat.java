package dev.slipway.cli.render.listing;

import dev.slipway.cli.grammar.Option;

/// The texts of Docker's `--format` option.
public final class OutputFormat {
  private static final String TEMPLATE =
      """
      'json':             Print in JSON format
      'TEMPLATE':         Print output using the given Go template.
      Refer to https://docs.docker.com/go/formatting/ for more information about formatting output with templates\
      """;

  private OutputFormat() {}

  /// For commands that show one thing.
  public static Option option() {
    return Option.text("format", 'f', "Format output using a custom template:\n" + TEMPLATE);
  }

  /// For commands that list.
  public static Option listOption() {
    return Option.text(
        "format",
        """
        Format output using a custom template:
        'table':            Print output in table format with column headers (default)
        'table TEMPLATE':   Print output in table format using the given Go template
        """
            + TEMPLATE);
  }
}
