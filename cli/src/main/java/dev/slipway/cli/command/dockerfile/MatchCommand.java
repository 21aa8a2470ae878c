package dev.slipway.cli.command.dockerfile;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.dockerfile.ignore.IgnoreRules;
import dev.slipway.dockerfile.ignore.PatternList;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `slipway dockerfile match`: paths against the patterns of an ignore file.
final class MatchCommand implements Command {
  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("dockerfile match"), "", "Match paths as a .dockerignore file does", Arity.NONE)
        .withDetails(
            """
            Reads one JSON object a line from standard input and answers each with one line:

              {"id":1,"patterns":["*","!a/**"],"path":"a/b"}    {"id":1,"ok":true,"match":false}
              {"id":2,"ignorefile":"# comment\\n/a/../b\\n"}       {"id":2,"ok":true,"patterns":["b"]}
              {"id":3,"patterns":["["],"path":"a"}              {"id":3,"ok":false,"error":"..."}\
            """)
        .withExamples(
            new Example("dockerfile match <questions.jsonl", "Answer the questions of a file"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Answers.give(invocation.console(), MatchCommand::answer);
    return 0;
  }

  private static Map<String, @Nullable Object> answer(Question question) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    if (question.has("ignorefile")) {
      answer.put("patterns", IgnoreRules.lines(question.text("ignorefile", "")));
    } else {
      var patterns = PatternList.of(question.texts("patterns"));
      answer.put("match", patterns.matches(question.text("path", "")));
    }
    return answer;
  }
}
