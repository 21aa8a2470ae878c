package dev.slipway.dockerfile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// `RUN [flags] command`: runs a command on the stage's files.
///
/// @param command with the heredocs in its line, as a shell reads them; the path of `script` where
///   there is one
/// @param script null but for a lone heredoc that begins with `#!`
public record Run(
    Span span, String source, Command command, @Nullable Script script, RunFlags flags)
    implements Instruction {

  /// A file that is there while the command runs: executable, owned by root, read-only.
  public record Script(String path, String content) {}

  /// The mounts as they are written.
  public List<MountFlag> mountFlags() {
    return flags.mounts();
  }

  /// The mounts, in order, with variables filled in.
  public List<RunMount> mounts(Variables variables) {
    return flags.mounts().stream().map(flag -> flag.mount(variables)).toList();
  }
}
