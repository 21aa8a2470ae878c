package dev.slipway.cli.command.dockerfile;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.Variables;
import dev.slipway.dockerfile.WordExpander;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// `slipway dockerfile expand`: quotes, escapes and variables, as instructions deal with them.
final class ExpandCommand implements Command {
  private static final Span START = new Span(1, 1, 1, 1);

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("dockerfile expand"),
            "",
            "Expand words as a Dockerfile's instructions do",
            Arity.NONE)
        .withDetails(
            """
            Reads one JSON object a line from standard input and answers each with one line:

              {"id":1,"mode":"word","escape":"\\\\","env":["A=b"],"input":"${A:-c}","rawQuotes":false,"skipUnset":false}
              {"id":1,"ok":true,"result":["b"],"matched":["A"],"unmatched":[]}
              {"id":2,"ok":false,"error":"..."}

            "mode" is word (one result) or words (split at spaces that are not quoted; matched and
            unmatched stay empty then). Only "input" must be given.\
            """)
        .withExamples(
            new Example("dockerfile expand <questions.jsonl", "Answer the questions of a file"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Answers.give(invocation.console(), ExpandCommand::answer);
    return 0;
  }

  private static Map<String, @Nullable Object> answer(Question question) {
    String input = question.text("input", "");
    var expander =
        new WordExpander(
            escape(question), question.flag("rawQuotes"), false, false, question.flag("skipUnset"));
    Variables variables = variables(question.texts("env"));
    return switch (question.text("mode", "word")) {
      case "word" -> word(expander.expand(input, variables, START));
      case "words" -> answer(expander.words(input, variables, START), List.of(), List.of());
      default -> throw new IllegalArgumentException("mode must be word or words");
    };
  }

  private static Map<String, @Nullable Object> word(Template.Expansion expansion) {
    return answer(
        List.of(expansion.value()),
        List.copyOf(new TreeSet<>(expansion.used())),
        List.copyOf(new TreeSet<>(expansion.missing())));
  }

  private static Map<String, @Nullable Object> answer(
      List<String> result, List<String> matched, List<String> unmatched) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("result", result);
    answer.put("matched", matched);
    answer.put("unmatched", unmatched);
    return answer;
  }

  private static char escape(Question question) {
    String escape = question.text("escape", "\\");
    if (escape.equals("\\") || escape.equals("`")) {
      return escape.charAt(0);
    }
    throw new IllegalArgumentException("escape must be a backslash or a backquote");
  }

  /// A name alone has an empty value, and the last of a name counts.
  private static Variables variables(List<String> environment) {
    Variables variables = Variables.EMPTY;
    for (String each : environment) {
      int equals = each.indexOf('=');
      variables =
          equals < 0
              ? variables.with(each, "")
              : variables.with(each.substring(0, equals), each.substring(equals + 1));
    }
    return variables;
  }
}
