package dev.slipway.cli.command.container;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.grammar.Option;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which streams of a container in the foreground are ours: `-a`.
///
/// @param input whether what is typed goes to the container
record AttachedStreams(boolean input, boolean output, boolean error) {
  static final Option OPTION = Option.list("attach", 'a', "Attach to STDIN, STDOUT or STDERR");

  /// @param interactive `-i`
  static AttachedStreams of(List<String> names, boolean interactive) {
    if (names.isEmpty()) {
      return new AttachedStreams(interactive, true, true);
    }
    Set<String> wanted = new HashSet<>();
    for (String name : names) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (!List.of("stdin", "stdout", "stderr").contains(lower)) {
        throw CommandException.usage(
            "invalid argument \""
                + name
                + "\" for \"-a, --attach\" flag: valid streams are"
                + " STDIN, STDOUT and STDERR",
            null);
      }
      wanted.add(lower);
    }
    return new AttachedStreams(
        wanted.contains("stdin"), wanted.contains("stdout"), wanted.contains("stderr"));
  }
}
