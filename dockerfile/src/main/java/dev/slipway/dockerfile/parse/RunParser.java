package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.Command;
import dev.slipway.dockerfile.MountFlag;
import dev.slipway.dockerfile.Run;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// `RUN [--mount=...]... command`, with heredocs as the shell's text.
final class RunParser {
  private static final Map<String, String> LATER =
      Map.of(
          "network", "leave --network out: a step has a network of its own",
          "security", "leave --security out: a step has Docker's default capabilities",
          "device", "leave --device out");

  private RunParser() {}

  static Run parse(InstructionLine line, List<Heredoc> heredocs) {
    Flags flags = Flags.check(line, Set.of(), Set.of("mount"), LATER);
    List<MountFlag> mounts = flags.all("mount").stream().map(flag -> mount(line, flag)).toList();
    Command command = CommandParser.parse(line);
    if (heredocs.isEmpty()) {
      return new Run(line.span(), line.source(), command, mounts);
    }
    boolean alone = Heredoc.parse(line.arguments(), line.argumentsSpan()).isPresent();
    String summary = alone ? " (" + summary(heredocs.getFirst()) + ")" : "";
    String text = alone ? onlyHeredoc(line, heredocs.getFirst()) : withHeredocs(line, heredocs);
    return new Run(line.span(), line.source() + summary, new Command.Shell(text), mounts);
  }

  private static String onlyHeredoc(InstructionLine line, Heredoc heredoc) {
    String text = heredoc.text();
    if (text.startsWith("#!")) {
      throw line.failure(
          line.argumentsSpan(),
          "RUN with a heredoc that begins with #! is not built yet",
          "write INTERPRETER <<" + heredoc.name() + " and leave the #! line out");
    }
    return text;
  }

  /// The shell sees its own heredocs, as they were written.
  private static String withHeredocs(InstructionLine line, List<Heredoc> heredocs) {
    return line.arguments()
        + heredocs.stream()
            .map(heredoc -> "\n" + heredoc.content() + heredoc.name())
            .collect(Collectors.joining());
  }

  private static String summary(Heredoc heredoc) {
    List<String> lines = heredoc.content().strip().lines().toList();
    String first = lines.isEmpty() ? "" : lines.getFirst();
    return lines.size() > 1 ? first + "..." : first;
  }

  private static MountFlag mount(InstructionLine line, Flag flag) {
    String value = flag.value() == null ? "" : flag.value();
    List<String> fields =
        CsvFields.parse(value)
            .filter(found -> !value.isEmpty())
            .orElseThrow(() ->
                line.failure(
                    flag.span(),
                    "the options of --mount cannot be told apart: " + value,
                    "write --mount=type=cache,target=/path"));
    var options = new ArrayList<MountFlag.Option>();
    int start = flag.valueStart();
    for (String field : fields) {
      boolean plain = start >= 0 && line.line().text().startsWith(field, start);
      Span span = plain ? line.line().span(start, start + field.length()) : flag.span();
      options.add(option(line, span, field));
      start = plain ? start + field.length() + 1 : -1;
    }
    var mount = new MountFlag(flag.span(), options);
    if (value.indexOf('$') < 0) {
      mount.mount(Variables.EMPTY); // Wrong whatever the variables: better said now.
    }
    return mount;
  }

  private static MountFlag.Option option(InstructionLine line, Span span, String field) {
    int equals = field.indexOf('=');
    if (equals < 0) {
      return new MountFlag.Option(field.toLowerCase(Locale.ROOT), null, span);
    }
    String key = field.substring(0, equals).toLowerCase(Locale.ROOT);
    String value = field.substring(equals + 1);
    int dollar = value.indexOf('$');
    if (key.equals("from") && dollar >= 0 && dollar != value.length() - 1) {
      throw line.failure(
          span,
          "'from' doesn't support variable expansion",
          "define a stage with FROM and an ARG before the first FROM, and name that stage");
    }
    return new MountFlag.Option(key, new Template(value, span, line.escape()), span);
  }
}
