package dev.slipway.builder.solve;

import dev.slipway.builder.copy.SourceFiles;
import java.io.IOException;

/// The build context, made ready when a step first needs it.
@FunctionalInterface
public interface ContextFiles {
  SourceFiles get() throws IOException;
}
