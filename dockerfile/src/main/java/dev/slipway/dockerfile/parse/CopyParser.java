package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.Add;
import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Heredoc;
import dev.slipway.dockerfile.InlineFile;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.Transfer;
import dev.slipway.dockerfile.Variables;
import dev.slipway.dockerfile.Word;
import dev.slipway.dockerfile.WordExpander;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The flags, sources and destination of `COPY` and `ADD`.
final class CopyParser {
  private static final Flags.Known COPY_FLAGS =
      new Flags.Known(
          Set.of("from", "chown", "chmod"), Set.of("exclude"), Set.of("link", "parents"));
  private static final Flags.Known ADD_FLAGS =
      new Flags.Known(
          Set.of("chown", "chmod", "checksum"),
          Set.of("exclude"),
          Set.of("link", "keep-git-dir", "unpack"));

  private CopyParser() {}

  static Copy copy(InstructionLine line, List<Heredoc> heredocs) {
    Flags flags = Flags.check(line, COPY_FLAGS);
    return new Copy(
        line.span(),
        line.source(),
        from(line, flags.word("from")),
        transfer(line, flags, heredocs),
        flags.isSet("parents"));
  }

  static Add add(InstructionLine line, List<Heredoc> heredocs) {
    Flags flags = Flags.check(line, ADD_FLAGS);
    return new Add(
        line.span(),
        line.source(),
        transfer(line, flags, heredocs),
        flags.template("checksum"),
        flags.given("unpack"),
        flags.given("keep-git-dir"));
  }

  private static Transfer transfer(InstructionLine line, Flags flags, List<Heredoc> heredocs) {
    List<Template> paths = paths(line);
    Template destination = paths.getLast();
    if (HeredocMarker.isMarker(destination.text(), destination.span())) {
      throw line.failure(
          destination.span(),
          line.upperName() + " cannot accept a heredoc as a destination",
          "add the destination after it, such as . or /app/");
    }
    var sources = new ArrayList<Template>();
    var files = new ArrayList<InlineFile>();
    for (Template path : paths.subList(0, paths.size() - 1)) {
      if (HeredocMarker.isMarker(path.text(), path.span())) {
        files.add(file(path, heredocs));
      } else {
        sources.add(path);
      }
    }
    return new Transfer(
        sources,
        files,
        destination,
        flags.template("chown"),
        flags.template("chmod"),
        flags.isSet("link"),
        flags.words("exclude"));
  }

  /// The last heredoc of that name, as Docker has it; nothing in it where it only looks like one.
  private static InlineFile file(Template path, List<Heredoc> heredocs) {
    Heredoc marker = HeredocMarker.parse(path.text(), path.span()).orElseThrow();
    String content = "";
    for (Heredoc heredoc : heredocs) {
      if (heredoc.name().equals(marker.name())) {
        content = heredoc.content();
      }
    }
    return new InlineFile(
        path.span(), marker.name(), marker.withContent(content).text(), marker.expand());
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
    return paths;
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
