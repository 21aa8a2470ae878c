package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.Arg;
import dev.slipway.dockerfile.Cmd;
import dev.slipway.dockerfile.Command;
import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Entrypoint;
import dev.slipway.dockerfile.Env;
import dev.slipway.dockerfile.Expose;
import dev.slipway.dockerfile.GoText;
import dev.slipway.dockerfile.Heredoc;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Keyword;
import dev.slipway.dockerfile.Label;
import dev.slipway.dockerfile.Maintainer;
import dev.slipway.dockerfile.OnBuild;
import dev.slipway.dockerfile.Severity;
import dev.slipway.dockerfile.Shell;
import dev.slipway.dockerfile.StopSignal;
import dev.slipway.dockerfile.Suggestion;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.User;
import dev.slipway.dockerfile.Volume;
import dev.slipway.dockerfile.Workdir;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes an instruction's record from its line.
final class InstructionParser {
  private final List<Diagnostic> warnings;

  /// @param warnings takes what is to be said of instructions that are accepted
  InstructionParser(List<Diagnostic> warnings) {
    this.warnings = warnings;
  }

  Instruction parse(InstructionLine line, List<Heredoc> heredocs) {
    Keyword keyword = line.keyword().orElseThrow(() -> unknown(line));
    return switch (keyword) {
      case ADD -> CopyParser.add(line, heredocs);
      case ARG -> arg(line);
      case CMD -> new Cmd(line.span(), line.source(), command(line));
      case COPY -> CopyParser.copy(line, heredocs);
      case ENTRYPOINT -> new Entrypoint(line.span(), line.source(), command(line));
      case ENV -> env(line);
      case EXPOSE -> expose(line);
      case FROM -> FromParser.parse(line);
      case HEALTHCHECK -> new HealthCheckParser(line, warnings).parse();
      case LABEL -> label(line);
      case MAINTAINER -> maintainer(line);
      case ONBUILD -> onBuild(line, heredocs);
      case RUN -> new RunParser(line, heredocs, warnings).parse();
      case SHELL -> shell(line);
      case STOPSIGNAL -> stopSignal(line);
      case USER -> new User(line.span(), line.source(), only(line));
      case VOLUME -> volume(line);
      case WORKDIR -> new Workdir(line.span(), line.source(), only(line));
    };
  }

  private static RuntimeException unknown(InstructionLine line) {
    if (line.name().startsWith("//")) {
      return line.failure(
          line.nameSpan(), "unknown instruction: " + line.name(), "begin a comment with #");
    }
    Optional<String> near = Suggestion.nearest(line.name(), Keyword.NAMES);
    String remedy =
        near.map(name -> "did you mean " + name + "?")
            .orElse("known are " + String.join(", ", Keyword.NAMES));
    return line.failure(line.nameSpan(), "unknown instruction: " + line.name(), remedy);
  }

  private static Template only(InstructionLine line) {
    Flags.none(line);
    return line.onlyArgument();
  }

  private Arg arg(InstructionLine line) {
    warnOfFlags(line);
    return new Arg(line.span(), line.source(), KeyValues.definitions(line));
  }

  private StopSignal stopSignal(InstructionLine line) {
    warnOfFlags(line);
    return new StopSignal(line.span(), line.source(), line.onlyArgument());
  }

  /// Docker does not look at them.
  private void warnOfFlags(InstructionLine line) {
    for (Flag flag : line.flags()) {
      warnings.add(
          new Diagnostic(
              Severity.WARNING,
              flag.span(),
              "--" + flag.name() + " has no effect with " + line.upperName(),
              "take it out"));
    }
  }

  private static Env env(InstructionLine line) {
    Flags.none(line);
    return new Env(line.span(), line.source(), KeyValues.assignments(line));
  }

  private static Label label(InstructionLine line) {
    Flags.none(line);
    return new Label(line.span(), line.source(), KeyValues.assignments(line));
  }

  private Command command(InstructionLine line) {
    Flags.none(line);
    warnOfAlmostJson(line);
    return CommandParser.parse(line);
  }

  private void warnOfAlmostJson(InstructionLine line) {
    String text = line.arguments();
    if (text.startsWith("[") && text.endsWith("]") && line.json().isEmpty()) {
      warnings.add(
          new Diagnostic(
              Severity.WARNING,
              line.argumentsSpan(),
              "this is no JSON array, so a shell runs it as it is written",
              "put every argument in double quotes, commas between them"));
    }
  }

  private static Expose expose(InstructionLine line) {
    Flags.none(line);
    line.requireArguments("at least one argument");
    List<Template> ports =
        line.blankSeparated().stream().sorted(Comparator.comparing(Template::text)).toList();
    return new Expose(line.span(), line.source(), ports);
  }

  private static Volume volume(InstructionLine line) {
    Flags.none(line);
    line.requireArguments("at least one argument");
    List<Template> paths =
        line.json()
            .map(strings -> strings.stream().map(path -> inside(line, path)).toList())
            .orElseGet(line::blankSeparated);
    if (paths.isEmpty() || paths.stream().anyMatch(path -> GoText.trim(path.text()).isEmpty())) {
      throw line.failure(
          line.argumentsSpan(),
          "VOLUME specified can not be an empty string",
          "name the directory, such as /data");
    }
    List<Template> trimmed =
        paths.stream()
            .map(path -> new Template(GoText.trim(path.text()), path.span(), path.escape()))
            .toList();
    return new Volume(line.span(), line.source(), trimmed);
  }

  private static Template inside(InstructionLine line, String text) {
    return new Template(text, line.argumentsSpan(), line.escape());
  }

  private static Shell shell(InstructionLine line) {
    Flags.none(line);
    line.requireArguments("at least one argument");
    List<String> arguments =
        line.json()
            .orElseThrow(() ->
                line.failure(
                    line.argumentsSpan(),
                    "SHELL requires the arguments to be in JSON form",
                    "write SHELL [\"/bin/sh\", \"-c\"]"));
    if (arguments.isEmpty()) {
      throw line.failure(
          line.argumentsSpan(),
          "SHELL requires at least one argument",
          "write SHELL [\"/bin/sh\", \"-c\"]");
    }
    return new Shell(line.span(), line.source(), arguments);
  }

  private static Maintainer maintainer(InstructionLine line) {
    String name = only(line).text();
    return new Maintainer(line.span(), line.source(), name);
  }

  private OnBuild onBuild(InstructionLine line, List<Heredoc> heredocs) {
    Flags.none(line);
    line.requireArguments("at least one argument");
    var trigger = InstructionLine.split(line.line(), line.argumentsStart(), line.escape());
    switch (trigger.name().toUpperCase(Locale.ROOT)) {
      case "ONBUILD" ->
          throw line.failure(
              trigger.nameSpan(),
              "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed",
              "write one ONBUILD");
      case "MAINTAINER", "FROM" ->
          throw line.failure(
              trigger.nameSpan(),
              trigger.upperName() + " isn't allowed as an ONBUILD trigger",
              "put it before or after, without ONBUILD");
      default -> {}
    }
    Instruction instruction = triggered(trigger, heredocs);
    // Spaces at the end stay, as Docker keeps them.
    var text = new StringBuilder(line.line().text().substring(line.argumentsStart()));
    for (Heredoc heredoc : heredocs) {
      text.append('\n').append(heredoc.content()).append(heredoc.name());
    }
    return new OnBuild(line.span(), line.source(), text.toString(), instruction);
  }

  /// As Docker has it, what a trigger says is looked at only when it runs.
  private @Nullable Instruction triggered(InstructionLine trigger, List<Heredoc> heredocs) {
    NodeArguments _ = NodeArguments.of(trigger);
    try {
      return parse(trigger, heredocs);
    } catch (DockerfileException refused) {
      for (Diagnostic mistake : refused.diagnostics()) {
        warnings.add(
            new Diagnostic(
                Severity.WARNING,
                mistake.span(),
                "builds on this image will fail: " + mistake.message(),
                mistake.remedy()));
      }
      return null;
    }
  }
}
