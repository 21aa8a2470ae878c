package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Suggestion;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The flags of one instruction, checked against those that it knows.
final class Flags {
  /// What an instruction knows.
  ///
  /// @param single with a value, at most once
  /// @param repeated with a value, any number of times
  /// @param switches with or without `true` or `false`, at most once
  record Known(Set<String> single, Set<String> repeated, Set<String> switches) {
    static final Known NONE = new Known(Set.of(), Set.of(), Set.of());

    boolean contains(String name) {
      return single.contains(name) || repeated.contains(name) || switches.contains(name);
    }

    List<String> names() {
      var names = new ArrayList<>(single);
      names.addAll(repeated);
      names.addAll(switches);
      names.sort(null);
      return names;
    }
  }

  private final InstructionLine line;

  private Flags(InstructionLine line) {
    this.line = line;
  }

  /// No flag at all.
  static void none(InstructionLine line) {
    check(line, Known.NONE);
  }

  /// Whatever they are.
  static Flags unchecked(InstructionLine line) {
    return new Flags(line);
  }

  /// @throws DockerfileException with all flags that are wrong
  static Flags check(InstructionLine line, Known known) {
    var seen = new HashSet<String>();
    var mistakes = new ArrayList<Diagnostic>();
    for (Flag flag : line.flags()) {
      boolean again = !seen.add(flag.name());
      Diagnostic mistake = mistake(line, flag, known, again);
      if (mistake != null) {
        mistakes.add(mistake);
      }
    }
    if (!mistakes.isEmpty()) {
      throw new DockerfileException(null, mistakes);
    }
    return new Flags(line);
  }

  private static @Nullable Diagnostic mistake(
      InstructionLine line, Flag flag, Known known, boolean again) {
    String shown = "--" + flag.name();
    if (!known.contains(flag.name())) {
      return unknown(line, flag, known.names());
    }
    if (again && !known.repeated().contains(flag.name())) {
      return Diagnostic.error(
          flag.span(), "duplicate flag specified: " + shown, "keep one of them");
    }
    String value = flag.value();
    if (known.switches().contains(flag.name())) {
      if (value == null || truth(value) != null) {
        return null;
      }
      return value.isEmpty()
          ? Diagnostic.error(
              flag.span(), "missing a value on flag: " + shown, "write " + shown + " alone")
          : Diagnostic.error(
              flag.span(),
              "expecting boolean value for flag " + shown + ", not: " + value,
              "write " + shown + ", or " + shown + "=false");
    }
    return value == null
        ? Diagnostic.error(
            flag.span(), "missing a value on flag: " + shown, "write " + shown + "=VALUE")
        : null;
  }

  private static Diagnostic unknown(InstructionLine line, Flag flag, List<String> known) {
    String remedy =
        Suggestion.nearest(flag.name(), known)
            .map(name -> "did you mean --" + name + "?")
            .orElse(
                known.isEmpty()
                    ? line.upperName()
                        + " takes no flags; put -- before an argument that begins with --"
                    : "known are --" + String.join(", --", known));
    return Diagnostic.error(flag.span(), "unknown flag: --" + flag.name(), remedy);
  }

  @Nullable Flag find(String name) {
    for (Flag flag : line.flags()) {
      if (flag.name().equals(name)) {
        return flag;
      }
    }
    return null;
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

  /// A switch's value, null where it is not given.
  @Nullable Boolean given(String name) {
    Flag flag = find(name);
    return flag == null ? null : flag.value() == null ? Boolean.TRUE : truth(flag.value());
  }

  boolean isSet(String name) {
    return Boolean.TRUE.equals(given(name));
  }

  List<Flag> all(String name) {
    return line.flags().stream().filter(flag -> flag.name().equals(name)).toList();
  }

  /// The values of a repeated flag, empty ones too.
  List<Word> words(String name) {
    var words = new ArrayList<Word>();
    for (Flag flag : all(name)) {
      words.add(new Word(flag.value() == null ? "" : flag.value(), flag.span()));
    }
    return words;
  }

  @SuppressWarnings("NullAway") // A third value is what it says.
  private static @Nullable Boolean truth(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> null;
    };
  }
}
