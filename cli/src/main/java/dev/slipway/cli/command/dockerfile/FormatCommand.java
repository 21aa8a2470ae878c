package dev.slipway.cli.command.dockerfile;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Console;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.command.UserErrors;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.cli.render.UnifiedDiff;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.print.DockerfileFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `slipway dockerfile fmt`: one layout for all.
final class FormatCommand implements Command {
  private static final Option CHECK =
      Option.flag(
          "check", "Name the files that are not formatted, and exit with 1 if there are any");
  private static final Option DIFF = Option.flag("diff", 'd', "Show what would change");
  private static final Option WRITE = Option.flag("write", 'w', "Write the result to the file");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("dockerfile fmt"),
            "[OPTIONS] [FILE...]",
            "Format Dockerfiles",
            Arity.atLeast(0))
        .withOptions(CHECK, DIFF, WRITE)
        .withDetails(
            """
            Writes the formatted text of each FILE to standard output; without FILE, or for `-`, that of
            standard input. Comments, heredocs and what a shell reads stay as they are.\
            """)
        .withExamples(
            new Example("dockerfile fmt -w Dockerfile", "Format a file in place"),
            new Example("dockerfile fmt --check Dockerfile*", "Fail where one is not formatted"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    ParsedOptions options = invocation.options();
    if (options.flag(WRITE) && options.flag(CHECK)) {
      throw CommandException.usage("--write and --check do not go together", null);
    }
    List<String> files = invocation.arguments().isEmpty() ? List.of("-") : invocation.arguments();
    if (options.flag(WRITE) && files.contains("-")) {
      throw CommandException.usage("--write needs a file", "name the Dockerfile");
    }
    int code = 0;
    for (String file : files) {
      code = Math.max(code, format(invocation.console(), options, file));
    }
    return code;
  }

  /// The other files are formatted in any case.
  private static int format(Console console, ParsedOptions options, String file) {
    try {
      String text = DockerfileText.readExactly(console, file);
      return show(console, options, file, text, DockerfileFormat.format(file, text));
    } catch (DockerfileException refused) {
      UserErrors.print(console, refused.getMessage(), null);
    } catch (IOException failure) {
      UserErrors.print(console, DockerfileText.reason(file, failure), null);
    }
    return 1;
  }

  private static int show(
      Console console, ParsedOptions options, String file, String text, String formatted)
      throws IOException {
    boolean changed = !text.equals(formatted);
    if (options.flag(DIFF) && changed) {
      console.out().print(UnifiedDiff.of(file, file, text, formatted));
    }
    if (options.flag(CHECK)) {
      if (changed && !options.flag(DIFF)) {
        console.out().println(file);
      }
      return changed ? 1 : 0;
    }
    if (options.flag(WRITE)) {
      if (changed) {
        replace(DockerfileText.path(file), formatted);
      }
    } else if (!options.flag(DIFF)) {
      console.out().print(formatted);
    }
    return 0;
  }

  /// In place: the file keeps its owner, its mode and its links.
  private static void replace(Path file, String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
