package dev.slipway.cli.grammar;

import java.util.ArrayList;
import java.util.List;

/// All that the grammar knows about one command.
///
/// @param names every way to call it without `slipway`, Docker's order: `image ls`, `image list`,
///   `images`
/// @param synopsis what follows the name in the usage line, `[OPTIONS] IMAGE [IMAGE...]`; several
///   lines are several usage lines
/// @param summary one line without a full stop
/// @param details further paragraphs of the help page, or empty
/// @param stopsAtFirstArgument whether everything after the first argument is left alone, as in
///   `run IMAGE COMMAND --flag`
/// @param notYet Docker's options that are missing here
public record CommandSpec(
    List<String> names,
    String synopsis,
    String summary,
    String details,
    Arity arity,
    boolean stopsAtFirstArgument,
    List<Option> options,
    List<NotYet> notYet,
    List<Example> examples) {
  public CommandSpec {
    names = List.copyOf(names);
    options = List.copyOf(options);
    notYet = List.copyOf(notYet);
    examples = List.copyOf(examples);
  }

  /// A command without options; the `with...` methods add the rest.
  public static CommandSpec of(List<String> names, String synopsis, String summary, Arity arity) {
    return new CommandSpec(
        names, synopsis, summary, "", arity, false, List.of(), List.of(), List.of());
  }

  public CommandSpec withOptions(Option... rows) {
    return new CommandSpec(
        names,
        synopsis,
        summary,
        details,
        arity,
        stopsAtFirstArgument,
        List.of(rows),
        notYet,
        examples);
  }

  /// With the options of all groups; help shows them in the order of names.
  public CommandSpec withGroups(OptionGroup... groups) {
    var rows = new ArrayList<Option>();
    var missing = new ArrayList<NotYet>();
    for (OptionGroup group : groups) {
      rows.addAll(group.options());
      missing.addAll(group.notYet());
    }
    missing.sort((one, other) -> one.name().compareTo(other.name()));
    return withOptions(rows.toArray(new Option[0])).withNotYet(missing.toArray(new NotYet[0]));
  }

  public CommandSpec withNotYet(NotYet... rows) {
    return new CommandSpec(
        names,
        synopsis,
        summary,
        details,
        arity,
        stopsAtFirstArgument,
        options,
        List.of(rows),
        examples);
  }

  public CommandSpec withExamples(Example... lines) {
    return new CommandSpec(
        names,
        synopsis,
        summary,
        details,
        arity,
        stopsAtFirstArgument,
        options,
        notYet,
        List.of(lines));
  }

  public CommandSpec withDetails(String paragraphs) {
    return new CommandSpec(
        names,
        synopsis,
        summary,
        paragraphs,
        arity,
        stopsAtFirstArgument,
        options,
        notYet,
        examples);
  }

  /// `docker run`'s way: what follows the first argument belongs to the container.
  public CommandSpec stoppingAtFirstArgument() {
    return new CommandSpec(
        names, synopsis, summary, details, arity, true, options, notYet, examples);
  }

  /// The command's proper name for the one it was called by: `image ls` for `image list`.
  public String nameFor(String typed) {
    int blank = typed.indexOf(' ');
    if (blank < 0) {
      return typed;
    }
    String noun = typed.substring(0, blank + 1);
    for (String name : names) {
      if (name.startsWith(noun)) {
        return name;
      }
    }
    return typed;
  }
}
