package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.Suggestion;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The flags of one instruction, checked against those that it knows.
final class Flags {
  private final InstructionLine line;

  private Flags(InstructionLine line) {
    this.line = line;
  }

  /// No flag at all.
  static void none(InstructionLine line) {
    check(line, Set.of(), Set.of(), Map.of());
  }

  /// Flags with a value.
  ///
  /// @param single may stand once
  /// @param repeated may stand several times
  /// @param later Docker's, not built yet: each with its remedy
  static Flags check(
      InstructionLine line, Set<String> single, Set<String> repeated, Map<String, String> later) {
    var seen = new HashSet<String>();
    for (Flag flag : line.flags()) {
      String shown = "--" + flag.name();
      if (later.containsKey(flag.name())) {
        throw line.failure(
            flag.span(),
            line.upperName() + " " + shown + " is not built yet",
            later.getOrDefault(flag.name(), ""));
      }
      if (!single.contains(flag.name()) && !repeated.contains(flag.name())) {
        throw unknown(line, flag, single, repeated, later.keySet());
      }
      if (!seen.add(flag.name()) && single.contains(flag.name())) {
        throw line.failure(flag.span(), "duplicate flag specified: " + shown, "keep one of them");
      }
      if (flag.value() == null) {
        throw line.failure(
            flag.span(), "missing a value on flag: " + shown, "write " + shown + "=VALUE");
      }
    }
    return new Flags(line);
  }

  private static RuntimeException unknown(
      InstructionLine line,
      Flag flag,
      Set<String> single,
      Set<String> repeated,
      Set<String> later) {
    var known = new ArrayList<>(single);
    known.addAll(repeated);
    known.sort(null);
    var named = new ArrayList<>(known);
    named.addAll(later);
    String remedy =
        Suggestion.nearest(flag.name(), named)
            .map(name -> "did you mean --" + name + "?")
            .orElse(
                known.isEmpty()
                    ? line.upperName()
                        + " takes no flags; put -- before an argument that begins with --"
                    : "known are --" + String.join(", --", known));
    return line.failure(flag.span(), "unknown flag: --" + flag.name(), remedy);
  }

  @Nullable Flag find(String name) {
    return line.flags().stream().filter(flag -> flag.name().equals(name)).findFirst().orElse(null);
  }

  /// The flag's value, null where it is not given or empty.
  @Nullable Template template(String name) {
    Word word = word(name);
    return word == null ? null : new Template(word.text(), word.span(), line.escape());
  }

  @Nullable Word word(String name) {
    Flag flag = find(name);
    return flag == null || flag.value() == null || flag.value().isEmpty()
        ? null
        : new Word(flag.value(), flag.span());
  }

  List<Flag> all(String name) {
    return line.flags().stream().filter(flag -> flag.name().equals(name)).toList();
  }
}
