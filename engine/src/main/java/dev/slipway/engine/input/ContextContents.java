package dev.slipway.engine.input;

import dev.slipway.builder.BuildListener;
import dev.slipway.builder.context.ContextListing;
import dev.slipway.builder.solve.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells what builds see of directories.
public final class ContextContents {
  public ContextContents() {}

  /// What stands in a context, and the ignore file that decides about it.
  ///
  /// @param ignoreFile as messages name it; empty where there is none
  public record Listing(String ignoreFile, List<ContextListing.Item> items) {
    /// Copies the items.
    public Listing {
      items = List.copyOf(items);
    }
  }

  /// Lists a directory as a build with this Dockerfile reads it.
  ///
  /// @param dockerfile null is `Dockerfile` in the directory
  /// @throws dev.slipway.builder.BuildException the ignore file has a mistake
  public Listing list(Path directory, @Nullable Path dockerfile) throws IOException {
    Path file = dockerfile == null ? directory.resolve("Dockerfile") : dockerfile;
    var ignored =
        new IgnoreFile(file.toAbsolutePath(), directory, new Progress(BuildListener.NONE));
    return new Listing(ignored.name(), ContextListing.of(directory, ignored.rules()));
  }
}
