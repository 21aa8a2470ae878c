package dev.slipway.runtime.run;

import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// What a container is doing now.
public sealed interface ContainerState {
  /// Docker's word: `created`, `running`, `exited`.
  String word();

  /// It has not run.
  ///
  /// @param error why its start failed, if one was tried
  record Created(@Nullable String error) implements ContainerState {
    @Override
    public String word() {
      return "created";
    }
  }

  /// @param pid its first process, as the host numbers it
  /// @param watched whether its monitor lives; without one the exit code will not be known
  record Running(Instant since, long pid, boolean watched) implements ContainerState {
    @Override
    public String word() {
      return "running";
    }
  }

  /// @param exitCode empty where nobody saw the end
  record Exited(OptionalInt exitCode, @Nullable Instant at) implements ContainerState {
    @Override
    public String word() {
      return "exited";
    }
  }
}
