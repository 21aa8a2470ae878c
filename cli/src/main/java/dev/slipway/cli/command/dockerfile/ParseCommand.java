package dev.slipway.cli.command.dockerfile;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.render.JsonText;
import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Heredoc;
import dev.slipway.dockerfile.parse.SyntaxNode;
import dev.slipway.dockerfile.parse.SyntaxTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `slipway dockerfile parse`: a file's instructions as JSON.
final class ParseCommand implements Command {
  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("dockerfile parse"),
            "FILE [FILE...]",
            "Show the instructions of Dockerfiles as JSON",
            Arity.atLeast(1))
        .withDetails(
            """
            Writes one line for each FILE, `-` being standard input:

              {"file":F,"ok":true,"escape":"\\\\","nodes":[NODE...],"warnings":[{"line":N,"text":T}...]}
              {"file":F,"ok":false,"error":T,"line":N}

            NODE is {"name","flags","json","args","nested","startLine","endLine","original","heredocs"}.
            Only the form is read: an unknown instruction is a node too. The exit code is 0 where every
            FILE has its line.\
            """)
        .withExamples(
            new Example("dockerfile parse Dockerfile | jq '.nodes[].name'", "Show the keywords"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    for (String file : invocation.arguments()) {
      invocation.console().out().println(JsonText.compact(document(invocation, file)));
      invocation.console().flush();
    }
    return 0;
  }

  private static Map<String, @Nullable Object> document(Invocation invocation, String file) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("file", file);
    try {
      SyntaxTree tree = SyntaxTree.parse(file, DockerfileText.read(invocation.console(), file));
      document.put("ok", true);
      document.put("escape", String.valueOf(tree.escape()));
      document.put("nodes", tree.nodes().stream().map(ParseCommand::node).toList());
      document.put("warnings", tree.warnings().stream().map(ParseCommand::warning).toList());
    } catch (DockerfileException refused) {
      Diagnostic first = refused.diagnostics().getFirst();
      refuse(document, first.message(), first.span().startLine());
    } catch (IOException unreadable) {
      refuse(document, DockerfileText.reason(file, unreadable), 0);
    }
    return document;
  }

  private static void refuse(Map<String, @Nullable Object> document, String error, int line) {
    document.put("ok", false);
    document.put("error", error);
    document.put("line", line);
  }

  private static Map<String, @Nullable Object> node(SyntaxNode node) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("name", node.name());
    fields.put("flags", node.flags());
    fields.put("json", node.json());
    fields.put("args", node.arguments());
    fields.put("nested", node.nested() == null ? null : node(node.nested()));
    fields.put("startLine", node.startLine());
    fields.put("endLine", node.endLine());
    fields.put("original", node.original());
    fields.put("heredocs", heredocs(node));
    return fields;
  }

  private static List<Map<String, @Nullable Object>> heredocs(SyntaxNode node) {
    var heredocs = new ArrayList<Map<String, @Nullable Object>>();
    for (Heredoc heredoc : node.heredocs()) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("name", heredoc.name());
      fields.put("fd", new Unsigned(heredoc.descriptor()));
      fields.put("expand", heredoc.expand());
      fields.put("chomp", heredoc.chomp());
      fields.put("content", heredoc.content());
      heredocs.add(fields);
    }
    return heredocs;
  }

  /// A number of 64 bits without a sign, as JSON has it.
  private record Unsigned(long bits) {
    @Override
    public String toString() {
      return Long.toUnsignedString(bits);
    }
  }

  private static Map<String, @Nullable Object> warning(SyntaxTree.Warning warning) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("line", warning.line());
    fields.put("text", warning.text());
    return fields;
  }
}
