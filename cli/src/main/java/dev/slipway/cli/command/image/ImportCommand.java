package dev.slipway.cli.command.image;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Console;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.engine.image.ImportRequest;
import dev.slipway.image.ImageReference;
import dev.slipway.image.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// `slipway import FILE [NAME]`
final class ImportCommand implements Command {
  private static final Option CHANGE =
      Option.list("change", 'c', "Apply Dockerfile instruction to the created image");
  private static final Option MESSAGE =
      Option.text("message", 'm', "Set commit message for imported image");
  private static final Option PLATFORM =
      Option.text("platform", "Set platform if server is multi-platform capable");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("image import", "import"),
            "[OPTIONS] file|- [REPOSITORY[:TAG]]",
            "Import the contents from a tarball to create a filesystem image",
            Arity.between(1, 2))
        .withOptions(CHANGE, MESSAGE, PLATFORM)
        .withExamples(
            new Example("import -c 'CMD [\"/bin/sh\"]' root.tar debian", "a root of mmdebstrap's"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Console console = invocation.console();
    ParsedOptions options = invocation.options();
    String source = invocation.argument(0);
    if (source.startsWith("http://") || source.startsWith("https://")) {
      throw CommandException.missingOption(
          "import from a URL", "pipe it in, 'curl URL | slipway import -'");
    }
    try (InputStream archive = source.equals("-") ? console.in() : LoadCommand.open(source)) {
      var request =
          new ImportRequest(
              archive,
              source,
              invocation.arguments().size() == 1
                  ? null
                  : ImageReference.parse(invocation.argument(1)).withDefaultTag(),
              options.list(CHANGE),
              options.optionalText(MESSAGE).orElse(null),
              options.isSet(PLATFORM) ? Platform.parse(options.text(PLATFORM)) : Platform.host());
      console.out().println(invocation.slipway().images().importArchive(request).toString());
    }
    return 0;
  }
}
