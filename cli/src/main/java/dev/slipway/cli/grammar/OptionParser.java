package dev.slipway.cli.grammar;

import dev.slipway.cli.CommandException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// pflag's rules: `--name value`, `--name=value`, `-abc`, `-p8080:80`, `-eA=b`, `--` ends options,
/// a lone `-` is an argument, booleans never take the next argument.
public final class OptionParser {
  static final String COUNTED = "+1";

  private final CommandSpec spec;
  private final List<String> input;
  private final ParsedOptions options = new ParsedOptions();
  private final List<String> arguments = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private int next;
  private boolean help;

  private OptionParser(CommandSpec spec, List<String> input) {
    this.spec = spec;
    this.input = input;
  }

  /// @throws CommandException in pflag's words, with the nearest known option as its hint
  public static CommandLine parse(CommandSpec spec, List<String> input) {
    var parser = new OptionParser(spec, input);
    parser.parseAll();
    return new CommandLine(parser.options, parser.arguments, parser.help, parser.warnings);
  }

  /// Refuses a number of arguments that the command does not take; `path` is the name it was called
  /// by.
  public static void checkArity(CommandSpec spec, String path, int count) {
    String complaint = spec.arity().complaint(count);
    if (complaint != null) {
      throw CommandException.arguments("slipway: 'slipway " + path + "' " + complaint);
    }
  }

  private void parseAll() {
    while (next < input.size() && !help) {
      String word = input.get(next++);
      if (word.length() < 2 || word.charAt(0) != '-') {
        arguments.add(word);
        if (spec.stopsAtFirstArgument()) {
          takeRest();
        }
      } else if (word.equals("--")) {
        takeRest();
      } else if (word.charAt(1) == '-') {
        parseLong(word);
      } else {
        parseShort(word);
      }
    }
  }

  private void takeRest() {
    arguments.addAll(input.subList(next, input.size()));
    next = input.size();
  }

  private void parseLong(String word) {
    String body = word.substring(2);
    if (body.charAt(0) == '-' || body.charAt(0) == '=') {
      throw CommandException.usage("bad flag syntax: " + word, null);
    }
    int equals = body.indexOf('=');
    String name = equals < 0 ? body : body.substring(0, equals);
    Option option = byName(name);
    if (option == null) {
      unknownLong(name);
      return;
    }
    if (equals >= 0) {
      set(option, body.substring(equals + 1));
    } else if (option.type().takesNoArgument()) {
      set(option, impliedValue(option));
    } else if (next < input.size()) {
      set(option, input.get(next++));
    } else {
      throw CommandException.usage("flag needs an argument: --" + name, null);
    }
  }

  private void unknownLong(String name) {
    if (name.equals("help")) {
      help = true;
      return;
    }
    for (NotYet missing : spec.notYet()) {
      if (missing.name().equals(name)) {
        throw CommandException.missingOption("--" + name, missing.remedy());
      }
    }
    String nearest = NearestName.of(name, optionNames());
    throw CommandException.usage(
        "unknown flag: --" + name, nearest == null ? null : "Did you mean --" + nearest + "?");
  }

  private void parseShort(String word) {
    String letters = word.substring(1);
    while (!letters.isEmpty() && !help) {
      letters = parseLetter(letters);
    }
  }

  /// Takes the first of `letters`, and what follows it where that is its value; returns the rest.
  private String parseLetter(String letters) {
    char letter = letters.charAt(0);
    Option option = byShorthand(letter);
    if (option == null) {
      unknownLetter(letter, letters);
      return "";
    }
    if (letters.length() > 2 && letters.charAt(1) == '=') {
      set(option, letters.substring(2));
      return "";
    }
    if (option.type().takesNoArgument()) {
      set(option, impliedValue(option));
      return letters.substring(1);
    }
    if (letters.length() > 1) {
      set(option, letters.substring(1));
    } else if (next < input.size()) {
      set(option, input.get(next++));
    } else {
      throw CommandException.usage("flag needs an argument: '" + letter + "' in -" + letters, null);
    }
    return "";
  }

  private void unknownLetter(char letter, String letters) {
    if (letter == 'h') {
      warnings.add("Flag shorthand -h has been deprecated, use --help");
      help = true;
      return;
    }
    for (NotYet missing : spec.notYet()) {
      if (missing.shorthand() == letter) {
        throw CommandException.missingOption(missing.display(), missing.remedy());
      }
    }
    throw CommandException.usage(
        "unknown shorthand flag: '" + letter + "' in -" + letters, otherCase(letter));
  }

  private @Nullable String otherCase(char letter) {
    char other =
        Character.isUpperCase(letter)
            ? Character.toLowerCase(letter)
            : Character.toUpperCase(letter);
    Option option = byShorthand(other);
    return option == null ? null : "Did you mean -" + other + " (--" + option.name() + ")?";
  }

  private static String impliedValue(Option option) {
    return option.type() == ValueType.COUNT ? COUNTED : "true";
  }

  private void set(Option option, String value) {
    String complaint = value.equals(COUNTED) ? null : option.type().complaint(value);
    if (complaint != null) {
      throw CommandException.usage(
          "invalid argument "
              + GoValues.quote(value)
              + " for "
              + GoValues.quote(option.display())
              + " flag: "
              + complaint,
          null);
    }
    if (option.deprecated() != null) {
      warnings.add("Flag --" + option.name() + " has been deprecated, " + option.deprecated());
    }
    options.add(option, value);
  }

  private @Nullable Option byName(String name) {
    for (Option option : spec.options()) {
      if (option.name().equals(name)) {
        return option;
      }
    }
    return null;
  }

  private @Nullable Option byShorthand(char letter) {
    for (Option option : spec.options()) {
      if (option.shorthand() == letter) {
        return option;
      }
    }
    return null;
  }

  private List<String> optionNames() {
    var names = new ArrayList<String>();
    for (Option option : spec.options()) {
      if (!option.hidden()) {
        names.add(option.name());
      }
    }
    names.add("help");
    return names;
  }
}
