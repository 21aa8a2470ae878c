package dev.slipway.cli.command.dockerfile;

import dev.slipway.cli.Console;
import dev.slipway.cli.render.JsonText;
import dev.slipway.dockerfile.DockerfileException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers each line of standard input with one line, at once.
final class Answers {
  /// What makes an answer's fields, without `id` and `ok`.
  interface Oracle {
    /// @throws IllegalArgumentException for a question that cannot be answered
    Map<String, @Nullable Object> answer(Question question);
  }

  private Answers() {}

  static void give(Console console, Oracle oracle) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
    String line = lines.readLine();
    while (line != null) {
      if (!line.isBlank()) {
        console.out().println(JsonText.compact(answer(line, oracle)));
        console.flush();
      }
      line = lines.readLine();
    }
  }

  private static Map<String, @Nullable Object> answer(String line, Oracle oracle) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("id", null);
    try {
      Question question = Question.parse(line);
      answer.put("id", question.id());
      Map<String, @Nullable Object> found = oracle.answer(question);
      answer.put("ok", true);
      answer.putAll(found);
    } catch (DockerfileException | IllegalArgumentException refused) {
      answer.put("ok", false);
      answer.put("error", refused.getMessage());
    }
    return answer;
  }
}
