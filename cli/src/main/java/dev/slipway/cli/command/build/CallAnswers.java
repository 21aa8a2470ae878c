package dev.slipway.cli.command.build;

import dev.slipway.builder.BuildRequest;
import dev.slipway.builder.outline.Outline;
import dev.slipway.cli.Console;
import dev.slipway.cli.render.JsonText;
import dev.slipway.engine.build.DockerfileCalls;
import dev.slipway.engine.build.DockerfileTargets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Answers `--call` and builds nothing.
final class CallAnswers {
  private static final String VERSION = "1.0.0";

  /// What `subrequests.describe` lists: names as JSON has them, and what they do.
  private static final List<List<String>> CALLS =
      List.of(
          List.of("frontend.outline", "List all parameters current build target supports"),
          List.of("frontend.targets", "List all targets current build supports"),
          List.of("frontend.lint", "Lint a Dockerfile"),
          List.of("frontend.subrequests.describe", "List available subrequest types"));

  private final DockerfileCalls calls;
  private final Console console;

  CallAnswers(DockerfileCalls calls, Console console) {
    this.calls = calls;
    this.console = console;
  }

  /// Returns the exit code.
  int print(BuildCall call, BuildRequest request) throws IOException, InterruptedException {
    switch (call.method()) {
      case BUILD -> throw new IllegalArgumentException("a build is no question");
      case CHECK -> {
        return new CheckAnswer(calls.check(request), console).print(call);
      }
      case OUTLINE -> {
        Outline outline = calls.outline(request);
        print(
            call.json()
                ? JsonText.indented(OutlineAnswer.document(outline)) + "\n"
                : OutlineAnswer.text(outline));
      }
      case TARGETS -> {
        DockerfileTargets targets = calls.targets(request);
        print(
            call.json()
                ? JsonText.indented(TargetsAnswer.document(targets.targets(), targets.source()))
                    + "\n"
                : TargetsAnswer.text(targets.targets()));
      }
      case DESCRIBE -> print(describe(call.json()));
    }
    return 0;
  }

  private void print(String text) {
    console.out().print(text);
  }

  private static String describe(boolean json) {
    var documents = new ArrayList<Object>();
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("NAME", "VERSION", "DESCRIPTION"));
    for (List<String> call : CALLS) {
      String name = call.getFirst();
      rows.add(List.of(name.substring("frontend.".length()), VERSION, call.getLast()));
      var document = new LinkedHashMap<String, Object>();
      document.put("name", name);
      document.put("version", VERSION);
      document.put("type", "rpc");
      document.put("description", call.getLast());
      documents.add(document);
    }
    return json ? JsonText.indented(documents) + "\n" : Columns.of(rows, 1);
  }
}
