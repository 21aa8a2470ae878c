package dev.slipway.dockerfile;

import java.util.List;

/// `RUN [--mount=...]... command`: runs a command on the stage's files.
public record Run(Span span, String source, Command command, List<MountFlag> mountFlags)
    implements Instruction {
  /// Copies the flags.
  public Run {
    mountFlags = List.copyOf(mountFlags);
  }

  /// The mounts, in order, with variables filled in.
  public List<RunMount> mounts(Variables variables) {
    return mountFlags.stream().map(flag -> flag.mount(variables)).toList();
  }
}
