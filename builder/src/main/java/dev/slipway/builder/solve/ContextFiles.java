package dev.slipway.builder.solve;

import dev.slipway.builder.context.ContextLook;
import dev.slipway.builder.copy.SourceFiles;
import dev.slipway.image.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The build context, made ready when a step first needs it.
@FunctionalInterface
public interface ContextFiles {
  SourceFiles get() throws IOException;

  /// The content of a copy of these sources, where nothing that an earlier build looked at for it
  /// has changed since.
  default Optional<Digest> unchanged(List<String> sources) throws IOException {
    return Optional.empty();
  }

  /// The step that makes it ready; null where nobody is told of one.
  default Progress.@Nullable Entry loading() {
    return null;
  }

  /// The files for a copy of these sources, to be told what content was found.
  default ContextLook look(List<String> sources) throws IOException {
    return ContextLook.notKept(get());
  }
}
