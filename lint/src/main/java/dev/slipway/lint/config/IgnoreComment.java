package dev.slipway.lint.config;

import dev.slipway.dockerfile.Arg;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Stage;
import dev.slipway.lint.Finding;
import dev.slipway.lint.Subject;
import java.util.ArrayList;
import java.util.List;

/// `# slipway ignore=Rule,Rule reason` above an instruction or between its lines, or `# slipway
/// ignore-file=Rule reason` anywhere.
///
/// @param firstLine of the instruction that it speaks of
/// @param lastLine of it, empty ranges where nothing follows
public record IgnoreComment(
    Span span, List<String> rules, String reason, int firstLine, int lastLine) {
  private static final String WORD = "slipway ";

  /// Copies the names.
  public IgnoreComment {
    rules = List.copyOf(rules);
  }

  /// All of a file.
  public static List<IgnoreComment> of(Subject subject) {
    return subject.view(All.class, all -> new All(read(all.file()))).comments();
  }

  private record All(List<IgnoreComment> comments) {}

  private static List<IgnoreComment> read(Dockerfile file) {
    SourceFile source = file.source();
    if (!source.text().contains(WORD + "ignore")) {
      return List.of();
    }
    var comments = new ArrayList<IgnoreComment>();
    List<Span> places = places(file);
    for (int number = 1; number <= source.lines().size(); number++) {
      String line = source.line(number).strip();
      String text = line.startsWith("#") ? line.substring(1).strip() : "";
      if (text.startsWith(WORD)) {
        String rest = text.substring(WORD.length()).strip();
        var span = new Span(number, 1, number, source.line(number).length() + 1);
        if (rest.startsWith("ignore-file=")) {
          comments.add(comment(span, rest.substring(12), 1, Integer.MAX_VALUE));
        } else if (rest.startsWith("ignore=")) {
          Span place = place(places, number);
          comments.add(comment(span, rest.substring(7), place.startLine(), place.endLine()));
        }
      }
    }
    return comments;
  }

  private static IgnoreComment comment(Span span, String text, int first, int last) {
    int blank = text.indexOf(' ');
    String names = blank < 0 ? text : text.substring(0, blank);
    String reason = blank < 0 ? "" : text.substring(blank + 1).strip();
    return new IgnoreComment(span, List.of(names.split(",", -1)), reason, first, last);
  }

  private static List<Span> places(Dockerfile file) {
    var places = new ArrayList<Span>();
    for (Arg arg : file.globalArguments()) {
      places.add(arg.span());
    }
    for (Stage stage : file.stages()) {
      places.add(stage.from().span());
      for (Instruction instruction : stage.instructions()) {
        places.add(instruction.span());
      }
    }
    return places;
  }

  private static Span place(List<Span> places, int line) {
    for (Span place : places) {
      if (place.endLine() >= line) {
        return place;
      }
    }
    return new Span(line, 1, line, 1);
  }

  /// Whether it leaves the finding out.
  public boolean covers(Finding finding) {
    int line = finding.span().startLine();
    return line >= firstLine && line <= lastLine && rules.contains(finding.rule().name());
  }
}
