package dev.slipway.cli.command.container;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.engine.container.CommitRequest;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageReference;
import dev.slipway.image.ImageReferenceException;
import java.io.IOException;
import java.util.List;

/// `slipway commit`
final class CommitCommand implements Command {
  private static final Option AUTHOR =
      Option.text("author", 'a', "Author (e.g., \"John Hannibal Smith <hannibal@a-team.com>\")");
  private static final Option CHANGE =
      Option.list("change", 'c', "Apply Dockerfile instruction to the created image");
  private static final Option MESSAGE = Option.text("message", 'm', "Commit message");
  private static final Option PAUSE =
      Option.flag("pause", 'p', "Pause container during commit").defaultsTo("true");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("container commit", "commit"),
            "[OPTIONS] CONTAINER [REPOSITORY[:TAG]]",
            "Create a new image from a container's changes",
            Arity.between(1, 2))
        .withOptions(AUTHOR, CHANGE, MESSAGE, PAUSE)
        .withDetails(
            "The image has the container's image below it, the container's own files as one layer,"
                + " and the config that\nthe container was made with. What is mounted in it is not"
                + " part of the image.")
        .withExamples(
            new Example(
                "commit -c 'CMD [\"hello\"]' $(slipway ps -lq) awesomeness",
                "an image of the newest container"));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    ParsedOptions options = invocation.options();
    ImageReference reference =
        invocation.arguments().size() == 1 ? null : reference(invocation.argument(1));
    var request =
        new CommitRequest(
            invocation.argument(0),
            reference,
            options.text(AUTHOR),
            options.text(MESSAGE),
            options.list(CHANGE),
            options.flag(PAUSE));
    return Refusals.<InterruptedException>asFailure(
        invocation.console(),
        () -> {
          Digest id = invocation.slipway().containerContents().commit(request);
          invocation.console().out().println(id.toString());
          return 0;
        });
  }

  private static ImageReference reference(String text) {
    try {
      return ImageReference.parse(text).withDefaultTag();
    } catch (ImageReferenceException invalid) {
      throw new CommandException(
          "invalid reference format: " + invalid.getMessage(), "remedy: " + invalid.hint());
    }
  }
}
