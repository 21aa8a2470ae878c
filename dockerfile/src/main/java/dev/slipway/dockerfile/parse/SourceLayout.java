package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.Directives;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where each instruction's parts stand in a file. The lines of no instruction are comments and
/// empty.
///
/// @param directiveLines how many lines at the top are parser directives, a `#!` line among them
public record SourceLayout(
    SourceFile source, Directives directives, int directiveLines, List<Instruction> instructions) {
  /// Copies the instructions.
  public SourceLayout {
    instructions = List.copyOf(instructions);
  }

  /// Reads a text as far as `SyntaxTree` does.
  ///
  /// @throws DockerfileException with the first mistake
  public static SourceLayout of(String name, String text) {
    return LayoutReader.read(name, text);
  }

  /// One instruction.
  ///
  /// @param beginsStage whether it is a `FROM`
  /// @param tokens words that stand for themselves, spaces between them without a meaning
  /// @param rest what follows them and stands as it is, such as a shell's line; null for nothing
  /// @param firstLine from 1
  /// @param lastLine before the heredocs
  /// @param endLine of the heredocs, or the last line
  /// @param heredocs their lines as they stand in the file, with those that end them
  public record Instruction(
      boolean beginsStage,
      List<Token> tokens,
      @Nullable Span rest,
      int firstLine,
      int lastLine,
      int endLine,
      String heredocs) {
    /// Copies the tokens.
    public Instruction {
      tokens = List.copyOf(tokens);
    }
  }

  /// A word of an instruction.
  ///
  /// @param text its best spelling, which means what stands there
  public record Token(int line, String text) {}
}
