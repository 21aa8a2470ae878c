package dev.slipway.cli.command.improve;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.Option;
import dev.slipway.improve.start.FirstDockerfile;
import dev.slipway.lint.config.DirectoryFiles;
import dev.slipway.lint.go.GoProject;
import dev.slipway.lint.rules.DefaultIgnore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `slipway init`
public final class InitCommand implements Command {
  private static final Option DRY_RUN =
      Option.flag("dry-run", "Print the Dockerfile; write nothing");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("init"),
            "[OPTIONS] [DIRECTORY]",
            "Write a Dockerfile for a Go project that has none",
            Arity.between(0, 1))
        .withOptions(DRY_RUN)
        .withDetails(
            """
            Reads the project (main packages, version, cgo, ports, TLS calls, time zones, files that it opens) and writes
            a Dockerfile with a stage that compiles and one for each program, and a .dockerignore. A file that is there
            already is never changed: 'slipway improve' is for those.\
            """)
        .withExamples(
            new Example("init", "the project here"),
            new Example("init --dry-run service", "another one, only shown"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Path directory =
        Path.of(invocation.arguments().isEmpty() ? "." : invocation.argument(0)).normalize();
    if (!Files.isDirectory(directory)) {
      throw new CommandException("no such directory: " + directory, "name the project's directory");
    }
    Path dockerfile = directory.resolve("Dockerfile");
    var files = new DirectoryFiles(directory, dockerfile);
    GoProject project = GoProject.read(files);
    if (project.mains().isEmpty()) {
      throw new CommandException(
          "there is no Go program in " + (directory.toString().isEmpty() ? "." : directory),
          "name the directory of a module with a main package");
    }
    String text = FirstDockerfile.of(files, project);
    if (invocation.options().flag(DRY_RUN)) {
      invocation.console().out().print(text);
      return 0;
    }
    if (Files.exists(dockerfile)) {
      throw new CommandException(
          dockerfile + " is there already", "'slipway improve " + dockerfile + "' makes it better");
    }
    Files.writeString(dockerfile, text);
    invocation.console().out().println("Wrote " + dockerfile + ".");
    Path ignore = directory.resolve(".dockerignore");
    if (!Files.exists(ignore)) {
      Files.writeString(ignore, DefaultIgnore.text(files, project));
      invocation.console().out().println("Wrote " + ignore + ".");
    }
    return 0;
  }
}
