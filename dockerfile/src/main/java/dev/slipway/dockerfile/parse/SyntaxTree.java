package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.DockerfileException;
import java.util.List;

/// A file's instructions in order, taken apart and not yet understood.
///
/// @param escape the file's escape character
public record SyntaxTree(char escape, List<SyntaxNode> nodes, List<Warning> warnings) {
  /// Copies the lists.
  public SyntaxTree {
    nodes = List.copyOf(nodes);
    warnings = List.copyOf(warnings);
  }

  /// Something to say about a line, in Docker's words.
  public record Warning(int line, String text) {}

  /// Reads a Dockerfile as far as Docker does before it knows instructions: only their arguments'
  /// form has to be right.
  ///
  /// @param name what diagnostics call the file
  /// @throws DockerfileException with the first mistake
  public static SyntaxTree parse(String name, String text) {
    return SyntaxTreeReader.read(name, text);
  }
}
