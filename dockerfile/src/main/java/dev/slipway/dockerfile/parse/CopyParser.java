package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.Add;
import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.Variables;
import dev.slipway.dockerfile.Word;
import dev.slipway.dockerfile.WordExpander;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The flags, sources and destination of `COPY` and `ADD`.
final class CopyParser {
  private static final Map<String, String> LATER_IN_BOTH =
      Map.of(
          "link", "leave --link out: the files are the same",
          "exclude", "name the files in .dockerignore, or copy the wanted ones only");
  private static final Map<String, String> LATER_IN_COPY =
      merge(LATER_IN_BOTH, Map.of("parents", "copy each directory to its place"));
  private static final Map<String, String> LATER_IN_ADD =
      merge(
          LATER_IN_BOTH,
          Map.of(
              "checksum", "fetch the file in a RUN and compare its sum there",
              "keep-git-dir", "clone the repository in a RUN",
              "unpack", "leave --unpack out: a local archive is unpacked by ADD, not by COPY"));

  private CopyParser() {}

  private static Map<String, String> merge(Map<String, String> left, Map<String, String> right) {
    var merged = new java.util.HashMap<>(left);
    merged.putAll(right);
    return Map.copyOf(merged);
  }

  static Copy copy(InstructionLine line) {
    Flags flags = Flags.check(line, Set.of("from", "chown", "chmod"), Set.of(), LATER_IN_COPY);
    List<Template> paths = paths(line);
    return new Copy(
        line.span(),
        line.source(),
        from(line, flags.word("from")),
        paths.subList(0, paths.size() - 1),
        paths.getLast(),
        flags.template("chown"),
        flags.template("chmod"));
  }

  static Add add(InstructionLine line) {
    Flags flags = Flags.check(line, Set.of("chown", "chmod"), Set.of(), LATER_IN_ADD);
    List<Template> paths = paths(line);
    return new Add(
        line.span(),
        line.source(),
        paths.subList(0, paths.size() - 1),
        paths.getLast(),
        flags.template("chown"),
        flags.template("chmod"));
  }

  private static List<Template> paths(InstructionLine line) {
    List<Template> paths =
        line.json()
            .map(strings ->
                strings.stream()
                    .map(path -> new Template(path, line.argumentsSpan(), line.escape()))
                    .toList())
            .orElseGet(line::blankSeparated);
    if (paths.size() < 2) {
      throw line.failure(
          line.argumentsSpan(),
          line.upperName() + " requires at least two arguments: sources and a destination",
          paths.isEmpty()
              ? "write " + line.upperName() + " SOURCE DESTINATION"
              : "add the destination, such as . or /app/");
    }
    paths.forEach(path -> refuseHeredoc(line, path));
    return paths;
  }

  private static void refuseHeredoc(InstructionLine line, Template path) {
    if (Heredoc.parse(path.text(), path.span()).isPresent()) {
      throw line.failure(
          path.span(),
          line.upperName() + " " + path.text() + " is not built yet",
          "keep the text in a file of the context and copy that");
    }
  }

  /// A stage is known before any variable is: a name that would change by expansion is refused.
  private static @Nullable Word from(InstructionLine line, @Nullable Word from) {
    if (from == null) {
      return null;
    }
    String expanded;
    try {
      expanded =
          WordExpander.of(line.escape()).expand(from.text(), Variables.EMPTY, from.span()).value();
    } catch (DockerfileException _) {
      expanded = "";
    }
    if (!expanded.equals(from.text())) {
      throw line.failure(
          from.span(),
          "variable expansion is not supported for --from",
          "define a stage with FROM and an ARG before the first FROM, and name that stage");
    }
    return from;
  }
}
