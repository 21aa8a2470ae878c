package dev.slipway.cli.progress;

import dev.slipway.builder.BuildEvent;
import dev.slipway.builder.BuildListener;

/// Shows a build to its user; closed when the build has ended, in whatever way.
public interface BuildProgress extends BuildListener, AutoCloseable {
  /// Shows nothing.
  BuildProgress QUIET =
      new BuildProgress() {
        @Override
        public void on(BuildEvent event) {}

        @Override
        public void close() {}
      };

  @Override
  void close();
}
