package dev.slipway.dockerfile.ignore;

import dev.slipway.dockerfile.CleanPath;
import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.GoText;
import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.Span;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// What a `.dockerignore` file leaves out of a context: the last line that matches a path, or a
/// directory above it, decides.
///
/// Walking a tree, ask `below` for each directory and keep its answer for what is in it.
public final class IgnoreRules {
  /// No rules: nothing is left out.
  public static final IgnoreRules NONE = new IgnoreRules(List.of());

  private final List<IgnorePattern> patterns;
  private final List<Integer> lines;
  private final boolean onlyPlainExceptions;

  private IgnoreRules(List<IgnorePattern> patterns) {
    this(patterns, List.of());
  }

  /// @param lines where each pattern stands, from 1; none for patterns of no file
  private IgnoreRules(List<IgnorePattern> patterns, List<Integer> lines) {
    this.patterns = List.copyOf(patterns);
    this.lines = List.copyOf(lines);
    onlyPlainExceptions =
        patterns.stream().filter(IgnorePattern::exception).allMatch(IgnorePattern::isPlain);
  }

  /// Reads an ignore file.
  ///
  /// @param name what diagnostics call the file
  /// @throws DockerfileException with all patterns that are none
  public static IgnoreRules parse(String name, String text) {
    SourceFile source = SourceFile.of(name, text.startsWith("\ufeff") ? text.substring(1) : text);
    var patterns = new ArrayList<IgnorePattern>();
    var lines = new ArrayList<Integer>();
    var errors = new ArrayList<Diagnostic>();
    for (int number = 1; number <= source.lines().size(); number++) {
      String line = source.line(number);
      try {
        String cleaned = line.startsWith("#") ? "" : cleaned(GoText.trim(line));
        if (!cleaned.isEmpty()) {
          patterns.add(pattern(cleaned));
          lines.add(number);
        }
      } catch (IllegalArgumentException e) {
        var span = new Span(number, 1, number, line.length() + 1);
        String message = "syntax error in pattern: " + e.getMessage();
        errors.add(
            Diagnostic.error(span, message, "put \\ before a character that stands for itself"));
      }
    }
    if (!errors.isEmpty()) {
      throw new DockerfileException(source, errors);
    }
    return new IgnoreRules(patterns, lines);
  }

  /// Rules of patterns that stand in no file, such as those of `COPY --exclude`.
  ///
  /// @throws IllegalArgumentException one is no pattern
  public static IgnoreRules of(List<String> patterns) {
    return new IgnoreRules(
        patterns.stream()
            .map(GoText::trim)
            .filter(each -> !each.isEmpty())
            .map(IgnoreRules::pattern)
            .toList());
  }

  /// The patterns of an ignore file as they are read, cleaned and not checked; exceptions with
  /// their `!`.
  public static List<String> lines(String text) {
    SourceFile source = SourceFile.of("", text.startsWith("\ufeff") ? text.substring(1) : text);
    var lines = new ArrayList<String>();
    for (String line : source.lines()) {
      String cleaned = line.startsWith("#") ? "" : cleaned(GoText.trim(line));
      if (!cleaned.isEmpty()) {
        lines.add(cleaned);
      }
    }
    return lines;
  }

  /// The shortest spelling, without a leading slash: the context's root is meant.
  private static String cleaned(String line) {
    boolean exception = line.startsWith("!");
    String pattern = exception ? GoText.trim(line.substring(1)) : line;
    if (!pattern.isEmpty()) {
      pattern = CleanPath.of(pattern);
      if (pattern.length() > 1 && pattern.startsWith("/")) {
        pattern = pattern.substring(1);
      }
    }
    return exception ? "!" + pattern : pattern;
  }

  private static IgnorePattern pattern(String cleaned) {
    String again =
        CleanPath.of(cleaned); // Docker cleans twice; the second time the `!` is in the way.
    if (again.equals("!")) {
      throw new IllegalArgumentException("! takes back nothing");
    }
    boolean exception = again.startsWith("!");
    return IgnorePattern.of(exception ? again.substring(1) : again, exception);
  }

  /// Whether there is nothing to leave out.
  public boolean isEmpty() {
    return patterns.isEmpty();
  }

  /// Whether a pattern takes something back that another leaves out.
  public boolean hasExceptions() {
    for (IgnorePattern pattern : patterns) {
      if (pattern.exception()) {
        return true;
      }
    }
    return false;
  }

  /// The patterns as they are matched, cleaned, exceptions with their `!`.
  public List<String> patterns() {
    return patterns.stream()
        .map(pattern -> (pattern.exception() ? "!" : "") + pattern.text())
        .toList();
  }

  /// What the rules say of the context's root.
  public Verdict root() {
    return new Verdict(false, false, new BitSet());
  }

  /// What they say of a path, given what they say of its directory.
  ///
  /// @param path relative to the context's root, cleaned
  public Verdict below(Verdict parent, String path) {
    if (parent.pruned) {
      return parent;
    }
    var matched = new BitSet();
    boolean excluded = false;
    for (int i = 0; i < patterns.size(); i++) {
      IgnorePattern pattern = patterns.get(i);
      // A pattern that can change nothing is not asked: what it would say of the directory does not
      // count for what is in it either.
      boolean match =
          parent.matched.get(i) || (pattern.exception() == excluded && pattern.matches(path));
      if (match) {
        matched.set(i);
        excluded = !pattern.exception();
      }
    }
    return new Verdict(excluded, excluded && !mayTakeBackUnder(path), matched);
  }

  private boolean mayTakeBackUnder(String directory) {
    return !onlyPlainExceptions
        || patterns.stream()
            .anyMatch(pattern -> pattern.exception() && pattern.mayMatchUnder(directory));
  }

  /// Whether the file at this path, relative to the context's root, is left out.
  public boolean excludes(String path) {
    return verdict(path).excluded;
  }

  /// Whether something under this directory may be kept, although the directory itself is left out.
  public boolean mayContainIncluded(String directory) {
    return !verdict(directory).pruned;
  }

  private Verdict verdict(String path) {
    String cleaned = CleanPath.of("/" + path).substring(1);
    Verdict verdict = root();
    int end = 0;
    while (end < cleaned.length()) {
      int slash = cleaned.indexOf('/', end);
      int next = slash < 0 ? cleaned.length() : slash;
      verdict = below(verdict, cleaned.substring(0, next));
      end = next + 1;
    }
    return verdict;
  }

  /// The line that decides about a path.
  ///
  /// @param line from 1; 0 for patterns of no file
  /// @param pattern as it is matched, an exception with its `!`
  public record Decision(int line, String pattern) {}

  /// What made the verdict; empty where no line says anything of the path.
  public Optional<Decision> decision(Verdict verdict) {
    int last = verdict.matched.length() - 1;
    if (last < 0) {
      return Optional.empty();
    }
    IgnorePattern pattern = patterns.get(last);
    return Optional.of(
        new Decision(
            last < lines.size() ? lines.get(last) : 0,
            (pattern.exception() ? "!" : "") + pattern.text()));
  }

  /// What the rules say of one path.
  public static final class Verdict {
    private final boolean excluded;
    private final boolean pruned;
    private final BitSet matched;

    private Verdict(boolean excluded, boolean pruned, BitSet matched) {
      this.excluded = excluded;
      this.pruned = pruned;
      this.matched = matched;
    }

    /// Whether it is left out.
    public boolean excluded() {
      return excluded;
    }

    /// Of a directory: whether nothing under it can be kept, so that it need not be read.
    public boolean prunes() {
      return pruned;
    }
  }
}
