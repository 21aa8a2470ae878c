package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.Command;
import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.Heredoc;
import dev.slipway.dockerfile.Run;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `RUN [flags] command`, with heredocs as the shell's text.
final class RunParser {
  private static final String SCRIPTS = "/dev/pipes/";

  private final InstructionLine line;
  private final List<Heredoc> heredocs;
  private final List<Diagnostic> warnings;

  RunParser(InstructionLine line, List<Heredoc> heredocs, List<Diagnostic> warnings) {
    this.line = line;
    this.heredocs = heredocs;
    this.warnings = warnings;
  }

  Run parse() {
    var flags = new RunFlagsParser(line, warnings).parse();
    if (heredocs.isEmpty()) {
      return new Run(line.span(), line.source(), CommandParser.parse(line), null, flags);
    }
    if (!line.hasArguments()) {
      throw line.failure(
          line.nameSpan(), "RUN has a heredoc and no command", "put <<NAME after the flags");
    }
    if (!HeredocMarker.isMarker(line.arguments(), line.argumentsSpan())) {
      var command = new Command.Shell(withHeredocs());
      return new Run(line.span(), line.source(), command, null, flags);
    }
    Heredoc first = heredocs.getFirst();
    Run.Script script = script(first);
    var command = new Command.Shell(script == null ? first.text() : script.path());
    String source = line.source() + " (" + summary(first) + ")";
    return new Run(line.span(), source, command, script, flags);
  }

  /// A lone heredoc that names its interpreter is a file that is started.
  private static Run.@Nullable Script script(Heredoc heredoc) {
    return heredoc.text().startsWith("#!")
        ? new Run.Script(SCRIPTS + heredoc.name(), heredoc.text())
        : null;
  }

  /// The shell sees its own heredocs, as they were written.
  private String withHeredocs() {
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
}
