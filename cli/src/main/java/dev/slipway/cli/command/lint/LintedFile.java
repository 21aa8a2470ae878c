package dev.slipway.cli.command.lint;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Console;
import dev.slipway.engine.lint.LintRequest;
import dev.slipway.lint.LintException;
import dev.slipway.lint.config.LintConfig;
import dev.slipway.lint.rules.Rules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A FILE of the command line, read: a Dockerfile, a directory that has one, or `-`.
public record LintedFile(LintRequest request, String text) {
  /// The same, with ShellCheck asked where the search path has it.
  LintedFile withShellCheck(String searchPath) {
    var asked =
        new LintRequest(
            request.name(), request.file(), request.context(), request.config(), searchPath);
    return new LintedFile(asked, text);
  }

  /// @param context the directory that it is built with, where that is not its own
  /// @param config the settings' file, where it is not the nearest `slipway.toml`
  public static LintedFile read(
      Console console, String argument, Optional<String> context, Optional<String> config)
      throws IOException {
    if (argument.equals("-")) {
      String text = new String(console.in().readAllBytes(), StandardCharsets.UTF_8);
      @Nullable Path directory = context.map(Path::of).orElse(null);
      @Nullable Path file = directory == null ? null : directory.resolve("Dockerfile");
      Path near = directory == null ? Path.of("") : directory;
      return new LintedFile(
          new LintRequest("Dockerfile", file, directory, config(config, near), ""), text);
    }
    Path file = file(argument);
    Path parent = file.toAbsolutePath().normalize().getParent();
    Path directory = context.map(Path::of).orElse(parent == null ? Path.of("/") : parent);
    if (!Files.isDirectory(directory)) {
      throw new CommandException("no such directory: " + directory, "--context names a directory");
    }
    String text = Files.readString(file);
    return new LintedFile(
        new LintRequest(file.toString(), file, directory, config(config, directory), ""), text);
  }

  private static Path file(String argument) {
    try {
      Path path = Path.of(argument);
      Path file = Files.isDirectory(path) ? path.resolve("Dockerfile").normalize() : path;
      if (!Files.isRegularFile(file)) {
        throw new CommandException(
            "no such file: " + file, "name the Dockerfile, its directory, or - for standard input");
      }
      return file;
    } catch (InvalidPathException invalid) {
      throw new CommandException("no such file: " + argument, "name the Dockerfile");
    }
  }

  private static LintConfig config(Optional<String> named, Path near) throws IOException {
    try {
      return named.isPresent()
          ? LintConfig.read(Path.of(named.get()), Rules::isKnown)
          : LintConfig.near(near, Rules::isKnown);
    } catch (LintException wrong) {
      throw new CommandException(String.valueOf(wrong.getMessage()), wrong.hint());
    }
  }
}
