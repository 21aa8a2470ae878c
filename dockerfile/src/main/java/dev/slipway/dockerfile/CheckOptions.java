package dev.slipway.dockerfile;

import java.util.Set;
import java.util.TreeSet;

/// What `# check=skip=A,B;error=true;experimental=C` says about the checks of a file.
///
/// @param skipAll whether none is made
/// @param skipped names of those that are not made
/// @param error whether a finding is an error
/// @param experimentalAll whether all experimental ones are made
/// @param experimental names of experimental ones that are made
public record CheckOptions(
    boolean skipAll,
    Set<String> skipped,
    boolean error,
    boolean experimentalAll,
    Set<String> experimental) {
  /// None given.
  public static final CheckOptions NONE = new CheckOptions(false, Set.of(), false, false, Set.of());

  /// Docker reads so many and takes the rest for part of the last.
  private static final int MOST = 3;

  /// Copies the names.
  public CheckOptions {
    skipped = Set.copyOf(skipped);
    experimental = Set.copyOf(experimental);
  }

  /// Reads the directive's value.
  ///
  /// @throws DockerfileException at an option that is none
  public static CheckOptions parse(Word value) {
    CheckOptions options = NONE;
    String text = GoText.trim(value.text());
    if (text.isEmpty()) {
      return options;
    }
    for (String part : text.split(";", MOST)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? "" : GoText.trim(part.substring(0, equals));
      String setting = GoText.trim(part.substring(equals + 1));
      options =
          switch (name) {
            case "skip" ->
                setting.equals("all")
                    ? options.withSkipped(true, Set.of())
                    : options.withSkipped(options.skipAll, names(setting));
            case "experimental" ->
                setting.equals("all")
                    ? options.withExperimental(true, Set.of())
                    : options.withExperimental(options.experimentalAll, names(setting));
            case "error" -> options.withError(truth(value, setting));
            default -> throw invalid(value, part);
          };
    }
    return options;
  }

  private CheckOptions withSkipped(boolean all, Set<String> names) {
    return new CheckOptions(all, names, error, experimentalAll, experimental);
  }

  private CheckOptions withExperimental(boolean all, Set<String> names) {
    return new CheckOptions(skipAll, skipped, error, all, names);
  }

  private CheckOptions withError(boolean finding) {
    return new CheckOptions(skipAll, skipped, finding, experimentalAll, experimental);
  }

  private static Set<String> names(String list) {
    var names = new TreeSet<String>();
    for (String name : list.split(",", -1)) {
      names.add(GoText.trim(name));
    }
    return names;
  }

  private static boolean truth(Word value, String setting) {
    return switch (setting) {
      case "1", "t", "T", "TRUE", "true", "True" -> true;
      case "0", "f", "F", "FALSE", "false", "False" -> false;
      default ->
          throw new DockerfileException(
              Diagnostic.error(
                  value.span(),
                  "failed to parse check option error: invalid syntax: " + setting,
                  "write error=true or error=false"));
    };
  }

  private static DockerfileException invalid(Word value, String part) {
    return new DockerfileException(
        Diagnostic.error(
            value.span(),
            "invalid check option \"" + part + "\"",
            "write check=skip=NAME,NAME;error=true without spaces, or check=skip=all"));
  }
}
