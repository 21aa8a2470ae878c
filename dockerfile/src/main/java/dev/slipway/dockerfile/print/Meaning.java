package dev.slipway.dockerfile.print;

import dev.slipway.dockerfile.Directives;
import dev.slipway.dockerfile.Heredoc;
import dev.slipway.dockerfile.Word;
import dev.slipway.dockerfile.parse.SourceLayout;
import dev.slipway.dockerfile.parse.SyntaxNode;
import dev.slipway.dockerfile.parse.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a builder makes of a text: two texts of one meaning build the same.
///
/// @param words of all instructions in order; a text that begins with NUL tells what follows
record Meaning(char escape, String syntax, Object checks, List<String> words) {
  static Meaning of(String text) {
    Directives directives = SourceLayout.of("", text).directives();
    Word syntax = directives.syntax();
    var words = new ArrayList<String>();
    SyntaxTree.parse("", text).nodes().forEach(node -> add(words, node));
    return new Meaning(
        directives.escape(), syntax == null ? "" : syntax.text(), directives.checks(), words);
  }

  private static void add(List<String> words, SyntaxNode instruction) {
    for (@Nullable SyntaxNode node = instruction; node != null; node = node.nested()) {
      words.add("\0instruction " + node.json());
      words.add(node.name());
      words.add("\0flags");
      words.addAll(node.flags());
      words.add("\0arguments");
      words.addAll(arguments(node));
      for (Heredoc heredoc : node.heredocs()) {
        words.add("\0heredoc " + heredoc.expand() + heredoc.chomp() + heredoc.descriptor());
        words.add(heredoc.name());
        words.add(heredoc.content());
      }
    }
  }

  /// With the words in capitals that are read in any case.
  private static List<String> arguments(SyntaxNode node) {
    int place =
        switch (node.name()) {
          case "from" -> 1;
          case "healthcheck" -> 0;
          default -> -1;
        };
    if (place < 0 || node.arguments().size() <= place) {
      return node.arguments();
    }
    var arguments = new ArrayList<>(node.arguments());
    arguments.set(place, arguments.get(place).toUpperCase(Locale.ROOT));
    return arguments;
  }
}
