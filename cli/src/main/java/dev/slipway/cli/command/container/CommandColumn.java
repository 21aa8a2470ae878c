package dev.slipway.cli.command.container;

import dev.slipway.cli.grammar.GoValues;
import dev.slipway.cli.render.SafeText;
import java.util.List;

/// The command of a container as `ps` shows it: quoted, and cut to twenty characters.
final class CommandColumn {
  private static final int WIDTH = 20;

  private CommandColumn() {}

  /// An argument with a blank stands in single quotes, but never the program itself.
  static String of(List<String> arguments, boolean whole) {
    var text = new StringBuilder();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      boolean quoted = i > 0 && argument.indexOf(' ') >= 0;
      text.append(i == 0 ? "" : " ");
      text.append(quoted ? "'" + argument + "'" : argument);
    }
    return GoValues.quote(shortened(text.toString(), whole));
  }

  static String shortened(String text, boolean whole) {
    return whole ? text : SafeText.truncate(text, WIDTH);
  }
}
