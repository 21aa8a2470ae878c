package dev.slipway.lint.go;

import dev.slipway.lint.Subject;
import dev.slipway.lint.shell.Assignment;
import dev.slipway.lint.shell.ShellCommand;
import dev.slipway.lint.shell.ShellWord;
import dev.slipway.lint.stage.RunStep;
import dev.slipway.lint.stage.Stages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A call of `go` in a `RUN`.
///
/// @param verb `build`, or `mod download` with its second word
/// @param flags by name without dashes; empty values for flags that take none
/// @param packages what stands behind the flags
public record GoCommand(
    RunStep step,
    ShellCommand command,
    String verb,
    Map<String, Flag> flags,
    List<ShellWord> packages) {
  private static final Set<String> WITH_VALUE =
      Set.of(
          "o",
          "p",
          "asmflags",
          "buildmode",
          "compiler",
          "gccgoflags",
          "gcflags",
          "installsuffix",
          "ldflags",
          "mod",
          "modfile",
          "overlay",
          "pgo",
          "pkgdir",
          "tags",
          "toolexec",
          "C",
          "exec",
          "run",
          "bench",
          "timeout",
          "count",
          "coverprofile");

  /// A flag as it stands: one word, or two.
  ///
  /// @param last the word that holds the value
  public record Flag(String value, ShellWord first, ShellWord last) {}

  /// Copies the collections.
  public GoCommand {
    flags = Map.copyOf(flags);
    packages = List.copyOf(packages);
  }

  /// Every call in the file.
  public static List<GoCommand> all(Subject subject) {
    return subject.view(All.class, GoCommand::find).commands();
  }

  private record All(List<GoCommand> commands) {}

  private static All find(Subject subject) {
    var commands = new ArrayList<GoCommand>();
    for (RunStep step : Stages.of(subject).runs()) {
      for (ShellCommand command : step.commands()) {
        if (command.is("go") && command.words().size() > 1) {
          commands.add(of(step, command));
        }
      }
    }
    return new All(commands);
  }

  static GoCommand of(RunStep step, ShellCommand command) {
    List<ShellWord> words = command.arguments();
    String verb = words.getFirst().text();
    int at = 1;
    if ((verb.equals("mod") || verb.equals("work")) && words.size() > 1) {
      verb += " " + words.get(1).text();
      at = 2;
    }
    var flags = new LinkedHashMap<String, Flag>();
    while (at < words.size() && words.get(at).text().startsWith("-")) {
      at = flag(words, at, flags);
    }
    return new GoCommand(step, command, verb, flags, words.subList(at, words.size()));
  }

  private static int flag(List<ShellWord> words, int at, Map<String, Flag> into) {
    ShellWord word = words.get(at);
    String text =
        word.text().startsWith("--") ? word.text().substring(2) : word.text().substring(1);
    int equals = text.indexOf('=');
    if (equals >= 0) {
      into.put(text.substring(0, equals), new Flag(text.substring(equals + 1), word, word));
      return at + 1;
    }
    if (WITH_VALUE.contains(text) && at + 1 < words.size()) {
      ShellWord value = words.get(at + 1);
      into.put(text, new Flag(value.text(), word, value));
      return at + 2;
    }
    into.put(text, new Flag("", word, word));
    return at + 1;
  }

  /// Whether it compiles.
  public boolean compiles() {
    return switch (verb) {
      case "build", "install", "run", "test", "vet", "get" -> true;
      default -> false;
    };
  }

  /// Whether it makes a program that may be shipped.
  public boolean links() {
    boolean library = !packages.isEmpty() && packages.getFirst().text().equals("std");
    return verb.equals("build") || (verb.equals("install") && !installsTool() && !library);
  }

  /// Whether it installs a program of another module, such as `example.com/tool@v1.2.3`.
  public boolean installsTool() {
    if (!verb.equals("install") && !verb.equals("get")) {
      return false;
    }
    for (ShellWord each : packages) {
      String first =
          each.text().contains("/")
              ? each.text().substring(0, each.text().indexOf('/'))
              : each.text();
      if (first.contains(".") && !first.startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  public @Nullable Flag flag(String name) {
    return flags.get(name);
  }

  public String value(String name) {
    Flag flag = flags.get(name);
    return flag == null ? "" : flag.value();
  }

  public boolean has(String name) {
    return flags.containsKey(name);
  }

  /// `-tags`, commas and spaces alike.
  public boolean hasTag(String tag) {
    return List.of(value("tags").split("[, ]+", -1)).contains(tag);
  }

  /// What an environment variable is for it.
  public String variable(String name) {
    return step.variable(name, command);
  }

  /// Whether cgo is switched off.
  public boolean isWithoutCgo() {
    return variable("CGO_ENABLED").equals("0");
  }

  /// Whether the linker makes one file of everything: without cgo, or told to.
  public boolean linksStatically() {
    return isWithoutCgo() || value("ldflags").contains("-static");
  }

  /// The words `go build` as far as the first flag.
  public ShellWord verbWord() {
    return command.arguments().getFirst();
  }

  /// Where the assignment of a variable stands, if it is before the command itself.
  public @Nullable Assignment assignment(String name) {
    for (Assignment each : command.assignments()) {
      if (each.name().equals(name)) {
        return each;
      }
    }
    return null;
  }
}
