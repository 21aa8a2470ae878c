package dev.slipway.builder.graph;

import org.jspecify.annotations.Nullable;

/// What `RUN --mount` shows a process beside its own files.
public sealed interface StepMount {
  /// Absolute; null where nothing is mounted.
  @Nullable String target();

  /// `type=cache`.
  record Cache(CacheDirectory directory) implements StepMount {
    @Override
    public String target() {
      return directory.target();
    }
  }

  /// `type=bind`: files of another step's result. What is written there is dropped.
  ///
  /// @param source absolute, in the files of `from`
  record Bind(Step from, String source, String target, boolean readOnly) implements StepMount {}

  /// `type=tmpfs`.
  ///
  /// @param size most bytes; 0 is the kernel's default
  record Memory(String target, long size, boolean readOnly) implements StepMount {}

  /// `type=secret`.
  ///
  /// @param target of its file; null where it has none
  /// @param variable null where it is in none
  record Secret(
      String id,
      @Nullable String target,
      @Nullable String variable,
      boolean required,
      int mode,
      long uid,
      long gid)
      implements StepMount {}

  /// `type=ssh`: the socket of an agent.
  record Agent(String id, String target, boolean required, int mode, long uid, long gid)
      implements StepMount {}

  /// A program that stands in the Dockerfile: a heredoc that begins with `#!`.
  ///
  /// @param target its directory
  record Script(String target, String name, String content) implements StepMount {}
}
