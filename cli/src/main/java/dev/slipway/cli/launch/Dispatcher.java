package dev.slipway.cli.launch;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Console;
import dev.slipway.cli.SlipwayVersion;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.CommandGroup;
import dev.slipway.cli.command.GlobalOptions;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.CommandLine;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.HelpPage;
import dev.slipway.cli.grammar.NearestName;
import dev.slipway.cli.grammar.OptionParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// From the program's arguments to one command.
final class Dispatcher {
  private final Console console;
  private final RootGroup root = new RootGroup();

  Dispatcher(Console console) {
    this.console = console;
  }

  /// Runs the command that `arguments` names and returns its exit code.
  ///
  /// @throws CommandException without a usage line: whoever catches it prints its text alone
  int run(List<String> arguments) throws IOException, InterruptedException {
    GlobalCommandLine global;
    try {
      global = GlobalCommandLine.parse(arguments);
    } catch (CommandException wrong) {
      return refuse(wrong, "Usage:  slipway [OPTIONS] COMMAND [ARG...]", "");
    }
    List<String> words = global.words();
    if (global.version()) {
      return show("Slipway version " + SlipwayVersion.NUMBER + "\n");
    }
    if (words.isEmpty()) {
      return show(RootHelp.render(root));
    }
    if (words.getFirst().equals("help")) {
      return help(words.subList(1, words.size()), global.options());
    }
    if (global.help()) {
      return show(RootHelp.render(root));
    }
    return dispatch(words, global.options());
  }

  private int dispatch(List<String> words, GlobalOptions globals)
      throws IOException, InterruptedException {
    String first = words.getFirst();
    CommandGroup group = root.noun(first);
    if (group == null) {
      Command command = root.find(first);
      return command == null
          ? unknown(root, first)
          : runCommand(command, first, words.subList(1, words.size()), globals);
    }
    return dispatch(group, first, words.subList(1, words.size()), globals);
  }

  /// @param typed the nouns so far
  /// @param words what follows them
  private int dispatch(CommandGroup group, String typed, List<String> words, GlobalOptions globals)
      throws IOException, InterruptedException {
    if (words.isEmpty() || words.getFirst().equals("--help") || words.getFirst().equals("-h")) {
      return show(GroupHelp.render(group));
    }
    String verb = words.getFirst();
    List<String> rest = words.subList(1, words.size());
    if (verb.startsWith("-")) {
      String usage = "Usage:  slipway " + typed + " COMMAND";
      return refuse(CommandException.usage("unknown flag: " + verb, null), usage, typed);
    }
    CommandGroup below = group.group(verb);
    if (below != null) {
      return dispatch(below, typed + " " + verb, rest, globals);
    }
    Command command = group.find(verb);
    return command == null
        ? unknown(group, verb)
        : runCommand(command, typed + " " + verb, rest, globals);
  }

  private int runCommand(
      Command command, String typed, List<String> arguments, GlobalOptions globals)
      throws IOException, InterruptedException {
    CommandSpec spec = command.spec();
    String path = spec.nameFor(typed);
    try {
      CommandLine line = OptionParser.parse(spec, arguments);
      for (String warning : line.warnings()) {
        console.err().println(warning);
      }
      if (line.help()) {
        return show(HelpPage.render(spec, path));
      }
      OptionParser.checkArity(spec, path, line.arguments().size());
      try (var invocation = new Invocation(path, line, console, globals)) {
        return command.run(invocation);
      }
    } catch (CommandException wrong) {
      if (!wrong.aboutUsage()) {
        throw wrong;
      }
      return refuse(wrong, HelpPage.usage(spec, path), path);
    }
  }

  private int help(List<String> words, GlobalOptions globals)
      throws IOException, InterruptedException {
    if (words.isEmpty()) {
      return show(RootHelp.render(root));
    }
    var asked = new ArrayList<>(words);
    asked.add("--help");
    return dispatch(asked, globals);
  }

  private int show(String text) {
    console.out().print(text);
    return 0;
  }

  /// Docker's words for a command line that is wrong, and where the help is.
  private int refuse(CommandException wrong, String usage, String path) {
    var text = new StringBuilder(wrong.text()).append('\n');
    if (wrong.hint() != null) {
      text.append(wrong.hint()).append('\n');
    }
    if (wrong.aboutUsage()) {
      text.append('\n').append(usage).append("\n\nRun 'slipway ");
      text.append(path).append(path.isEmpty() ? "" : " ").append("--help' for more information\n");
    }
    console.err().print(text.toString());
    return wrong.exitCode();
  }

  private int unknown(CommandGroup group, String verb) {
    String prefix = group.name().isEmpty() ? "" : group.name() + " ";
    String remedy = group.remedyForMissing(verb);
    if (remedy != null) {
      throw CommandException.missingCommand("slipway " + prefix + verb, remedy);
    }
    var known = new ArrayList<>(group.verbs());
    if (prefix.isEmpty()) {
      known.addAll(root.nouns());
    }
    String nearest = NearestName.of(verb, known);
    var text = new StringBuilder("slipway: unknown command: slipway " + prefix + verb + "\n");
    if (nearest != null) {
      text.append("Did you mean 'slipway ").append(prefix).append(nearest).append("'?\n");
    }
    text.append("\nRun 'slipway ").append(prefix).append("--help' for more information\n");
    console.err().print(text.toString());
    return 1;
  }
}
