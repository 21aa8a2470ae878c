package dev.slipway.dockerfile.check;

import dev.slipway.dockerfile.CheckOptions;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Collects what checks find in one file, but for what the file's options leave out.
public final class Findings {
  /// Of so many all is said that there is to say; nobody reads on that far, and a file may have any
  /// number of them.
  public static final int MOST_DETAILED = 1_000;

  private final SourceFile source;
  private final CheckOptions options;
  private final List<Finding> found = new ArrayList<>();
  private @Nullable Instruction instead;

  /// @param options of the whole file; a comment above an instruction may add to them
  public Findings(SourceFile source, CheckOptions options) {
    this.source = source;
    this.options = options;
  }

  /// Whether what is found from now on is told in short.
  public boolean areMany() {
    return found.size() >= MOST_DETAILED;
  }

  /// Something about an instruction.
  public void add(Rule rule, Instruction instruction, String detail) {
    add(rule, placeOf(instruction), instruction, detail);
  }

  /// From now on: what is found in any instruction is said of this one. Null ends it.
  public void speakOf(@Nullable Instruction other) {
    instead = other;
  }

  /// Where something about an instruction is said to be.
  public Span placeOf(Instruction instruction) {
    return instead == null ? instruction.span() : instead.span();
  }

  /// Something that an instruction is the cause of, found elsewhere.
  public void add(Rule rule, Span span, Instruction cause, String detail) {
    Instruction commented = instead == null ? cause : instead;
    if (isAsked(rule, CommentsAbove.options(source, commented, options))) {
      found.add(new Finding(rule, span, detail));
    }
  }

  /// Something about the file as a whole: comments above instructions are not asked.
  public void addToFile(Rule rule, Span span, String detail) {
    if (isAsked(rule, options)) {
      found.add(new Finding(rule, span, detail));
    }
  }

  private static boolean isAsked(Rule rule, CheckOptions options) {
    return rule.experimental()
        ? options.experimentalAll() || options.experimental().contains(rule.name())
        : !options.skipAll() && !options.skipped().contains(rule.name());
  }

  /// Whether experimental checks are asked for in the file's options.
  boolean wantExperimental() {
    return options.experimentalAll() || !options.experimental().isEmpty();
  }

  /// Everything, as it was found.
  public List<Finding> all() {
    return List.copyOf(found);
  }

  /// Everything in the order of the file; what is found in one line stays as it was found.
  public List<Finding> inOrder() {
    var sorted = new ArrayList<>(found);
    if (sorted.size() > 1) {
      sorted.sort(Findings::compareLines);
    }
    return sorted;
  }

  private static int compareLines(Finding one, Finding other) {
    return Integer.compare(one.span().startLine(), other.span().startLine());
  }

  /// The file that was looked at.
  public SourceFile source() {
    return source;
  }

  /// Whether `error=true` stands in the options and something was found.
  public boolean areErrors() {
    return options.error() && !found.isEmpty();
  }

  /// The names of the rules that found something, each once.
  public Set<String> names() {
    var names = new LinkedHashSet<String>();
    for (Finding finding : found) {
      names.add(finding.rule().name());
    }
    return names;
  }
}
