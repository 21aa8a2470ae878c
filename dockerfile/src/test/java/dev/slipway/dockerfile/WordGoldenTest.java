package dev.slipway.dockerfile;

import dev.slipway.dockerfile.ignore.PatternList;
import dev.slipway.dockerfile.parse.Golden;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Files of two parts with an empty line between them: variables and words, or patterns and paths.
class WordGoldenTest {
  private static final Span START = new Span(1, 1, 1, 1);

  @TestFactory
  Stream<DynamicTest> expansions() throws IOException {
    return Golden.folder("expand", ".words", WordGoldenTest::expansions);
  }

  @TestFactory
  Stream<DynamicTest> matches() throws IOException {
    return Golden.folder("match", ".patterns", WordGoldenTest::matches);
  }

  private static String expansions(String text) {
    List<String> parts = List.of(text.split("\n\n", 2));
    Variables variables = Variables.EMPTY;
    for (String line : parts.getFirst().lines().toList()) {
      int equals = line.indexOf('=');
      variables = variables.with(line.substring(0, equals), line.substring(equals + 1));
    }
    Variables all = variables;
    return parts
        .getLast()
        .lines()
        .map(line -> line + "\n  = " + expansion(line, all))
        .collect(Collectors.joining("\n"));
  }

  private static String expansion(String line, Variables variables) {
    WordExpander expander = WordExpander.of('\\');
    try {
      return expander.expand(line, variables, START).value()
          + "\n  = "
          + expander.words(line, variables, START);
    } catch (DockerfileException refused) {
      return "error: " + refused.getMessage();
    }
  }

  private static String matches(String text) {
    List<String> parts = List.of(text.split("\n\n", 2));
    var patterns = PatternList.of(parts.getFirst().lines().toList());
    return parts
        .getLast()
        .lines()
        .map(path -> (patterns.matches(path) ? "+ " : "- ") + path)
        .collect(Collectors.joining("\n"));
  }
}
