package dev.slipway.builder.solve;

import dev.slipway.builder.context.ContextLook;
import dev.slipway.builder.context.CopySight;
import dev.slipway.builder.copy.SourceFiles;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The build context, made ready when a step first needs it.
@FunctionalInterface
public interface ContextFiles {
  SourceFiles get() throws IOException;

  /// What an earlier build found for a copy of these sources, where not much of it has changed
  /// since.
  default @Nullable CopySight sight(List<String> sources) throws IOException {
    return null;
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
