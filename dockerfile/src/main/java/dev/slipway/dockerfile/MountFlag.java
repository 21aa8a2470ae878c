package dev.slipway.dockerfile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One `--mount` of a `RUN`, its values not yet expanded.
public record MountFlag(Span span, List<Option> options) {
  /// Copies the options.
  public MountFlag {
    options = List.copyOf(options);
  }

  /// One `key=value`, or a key alone.
  public record Option(String key, @Nullable Template value, Span span) {}

  /// The mount that the options make.
  ///
  /// @throws DockerfileException at an option that is wrong
  public RunMount mount(Variables variables) {
    return new MountOptions(span, variables).apply(options).mount();
  }

  /// What is said of options that have no effect.
  ///
  /// @throws DockerfileException at an option that is wrong
  public List<Diagnostic> warnings(Variables variables) {
    return new MountOptions(span, variables).apply(options).warnings();
  }
}
