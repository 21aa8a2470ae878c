package dev.slipway.cli.command.container;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Console;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.Option;
import dev.slipway.engine.Slipway;
import dev.slipway.engine.container.ContainerCopy;
import dev.slipway.runtime.run.Container;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `slipway cp`
final class CopyCommand implements Command {
  private static final Option ARCHIVE =
      Option.flag("archive", 'a', "Archive mode (copy all uid/gid information)");
  private static final Option FOLLOW =
      Option.flag("follow-link", 'L', "Always follow symbol link in SRC_PATH");
  private static final Option QUIET =
      Option.flag("quiet", 'q', "Suppress progress output during copy");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("container cp", "cp"),
            "[OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-\n[OPTIONS] SRC_PATH|- CONTAINER:DEST_PATH",
            "Copy files/folders between a container and the local filesystem",
            Arity.exactly(2))
        .withOptions(ARCHIVE, FOLLOW, QUIET)
        .withDetails(
            "Use '-' as the source to read a tar archive from stdin and extract it to a directory"
                + " of a container.\nUse '-' as the destination to stream a tar archive of a"
                + " container's file or directory to stdout.")
        .withExamples(
            new Example("cp web:/var/log/. logs", "everything in a directory"),
            new Example("cp web:/etc - | tar t", "what is in one"));
  }

  /// @param container null for a path of the host
  private record Place(@Nullable String container, String path) {
    /// Docker's way: what begins with a slash or a dot is a path, else the first colon divides.
    static Place of(String word) {
      int colon = word.indexOf(':');
      return word.startsWith("/") || word.startsWith(".") || colon < 1
          ? new Place(null, word)
          : new Place(word.substring(0, colon), word.substring(colon + 1));
    }
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    Place source = Place.of(invocation.argument(0));
    Place target = Place.of(invocation.argument(1));
    if (source.container() != null && target.container() != null) {
      throw new CommandException("copying between containers is not supported");
    }
    if (source.container() == null && target.container() == null) {
      throw new CommandException("must specify at least one container source");
    }
    return Refusals.<InterruptedException>asFailure(
        invocation.console(), () -> copy(invocation, source, target));
  }

  private static int copy(Invocation invocation, Place source, Place target)
      throws IOException, InterruptedException {
    Slipway slipway = invocation.slipway();
    String word = source.container() == null ? target.container() : source.container();
    Container container = slipway.containers().find(Objects.requireNonNull(word));
    boolean follow = invocation.options().flag(FOLLOW);
    boolean archive = invocation.options().flag(ARCHIVE);
    Console console = invocation.console();
    slipway
        .containerContents()
        .visit(
            container,
            root -> {
              var copy = new ContainerCopy(root, container.name(), follow, archive);
              if (source.container() != null && target.path().equals("-")) {
                copy.toStream(source.path(), console.out().asStream());
              } else if (source.container() != null) {
                copy.toHost(source.path(), target.path());
              } else if (source.path().equals("-")) {
                copy.fromStream(console.in(), target.path());
              } else {
                copy.fromHost(source.path(), target.path());
              }
            });
    String action = source.container() == null ? "extract-to-dir" : "archive-path";
    slipway.containerMonitor().tell(container, action);
    return 0;
  }
}
