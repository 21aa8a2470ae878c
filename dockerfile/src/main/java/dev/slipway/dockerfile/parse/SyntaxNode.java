package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.Heredoc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An instruction taken apart and not yet understood: for tools that want Docker's own parse tree.
///
/// @param name the keyword in lower case, also one that there is not
/// @param flags with their dashes; quotes and escapes are gone
/// @param json whether the arguments are a JSON array's
/// @param arguments `ENV` and `LABEL`: name, value and `=` (or an empty text for the old form) of
///   each pair; an unknown instruction has one empty argument
/// @param nested the trigger of an `ONBUILD`; its own lines are zero
/// @param startLine from 1
/// @param endLine of the last heredoc, where there are any
/// @param original the lines joined, comments left out
public record SyntaxNode(
    String name,
    List<String> flags,
    boolean json,
    List<String> arguments,
    @Nullable SyntaxNode nested,
    int startLine,
    int endLine,
    String original,
    List<Heredoc> heredocs) {
  /// Copies the lists.
  public SyntaxNode {
    flags = List.copyOf(flags);
    arguments = List.copyOf(arguments);
    heredocs = List.copyOf(heredocs);
  }

  SyntaxNode at(int first, int last, List<Heredoc> contents) {
    return new SyntaxNode(name, flags, json, arguments, nested, first, last, original, contents);
  }

  SyntaxNode holding(SyntaxNode trigger) {
    return new SyntaxNode(
        name, flags, json, arguments, trigger, startLine, endLine, original, heredocs);
  }
}
