package dev.slipway.cli.command.image;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Console;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.engine.image.LoadedImage;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// `slipway load`
final class LoadCommand implements Command {
  private static final Option INPUT =
      Option.text("input", 'i', "Read from tar archive file, instead of STDIN");
  private static final Option QUIET = Option.flag("quiet", 'q', "Suppress the load output");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("image load", "load"),
            "[OPTIONS]",
            "Load an image from a tar archive or STDIN",
            Arity.NONE)
        .withOptions(INPUT, QUIET)
        .withNotYet(NotYet.option("platform", "every platform of the archive is loaded"))
        .withExamples(
            new Example("load -i echo.tar.gz", "docker-archive or oci-archive, gzip and zstd too"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Console console = invocation.console();
    String file = invocation.options().text(INPUT);
    if (file.isEmpty() && console.inIsTerminal()) {
      throw new CommandException("requested load from stdin, but stdin is empty");
    }
    List<LoadedImage> loaded;
    try (InputStream archive = file.isEmpty() ? console.in() : open(file)) {
      loaded = invocation.slipway().images().load(archive);
    }
    if (!invocation.options().flag(QUIET)) {
      for (LoadedImage image : loaded) {
        console.out().println(image.message());
      }
    }
    return 0;
  }

  static InputStream open(String file) throws IOException {
    try {
      return new FileInputStream(file);
    } catch (FileNotFoundException missing) {
      String reason = missing.getMessage() == null ? file : missing.getMessage();
      throw new CommandException("open " + reason);
    }
  }
}
