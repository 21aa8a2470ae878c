package dev.slipway.runtime.run;

import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// What a container is doing now.
public sealed interface ContainerState {
  /// Docker's word: `created`, `running`, `paused`, `restarting`, `exited`.
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
  /// @param paused whether its processes are stopped where they are
  record Running(Instant since, long pid, boolean watched, boolean paused)
      implements ContainerState {
    @Override
    public String word() {
      return paused ? "paused" : "running";
    }
  }

  /// It has ended, and is about to be started again.
  record Restarting(OptionalInt exitCode, @Nullable Instant at) implements ContainerState {
    @Override
    public String word() {
      return "restarting";
    }
  }

  /// @param exitCode empty where nobody saw the end
  /// @param killedForMemory whether the kernel ended a process of it for want of memory
  record Exited(OptionalInt exitCode, @Nullable Instant at, boolean killedForMemory)
      implements ContainerState {
    @Override
    public String word() {
      return "exited";
    }
  }
}
