package dev.slipway.lint.go;

import java.util.ArrayList;
import java.util.List;

/// What `go.mod` says.
///
/// @param path of the module
/// @param version in its `go` line, empty where there is none
/// @param requires the modules that it needs, without versions
/// @param replacements directories that stand for modules, as written
public record GoModule(
    String path, String version, List<String> requires, List<String> replacements) {
  /// Copies the lists.
  public GoModule {
    requires = List.copyOf(requires);
    replacements = List.copyOf(replacements);
  }

  static GoModule parse(String text) {
    String path = "";
    String version = "";
    var requires = new ArrayList<String>();
    var replacements = new ArrayList<String>();
    String block = "";
    for (String raw : text.split("\n", -1)) {
      int comment = raw.indexOf("//");
      String line = (comment < 0 ? raw : raw.substring(0, comment)).strip();
      if (line.equals(")")) {
        block = "";
        continue;
      }
      String[] words = (block.isEmpty() ? line : block + " " + line).split("\\s+", -1);
      if (words.length > 1 && words[1].equals("(")) {
        block = words[0];
        continue;
      }
      if (words.length < 2) {
        continue;
      }
      switch (words[0]) {
        case "module" -> path = words[1].replace("\"", "");
        case "go" -> version = words[1];
        case "require" -> requires.add(words[1]);
        case "replace" -> addReplacement(words, replacements);
        default -> {}
      }
    }
    return new GoModule(path, version, requires, replacements);
  }

  private static void addReplacement(String[] words, List<String> into) {
    for (int i = 0; i + 1 < words.length; i++) {
      String target = words[i + 1];
      if (words[i].equals("=>") && (target.startsWith("./") || target.startsWith("../"))) {
        into.add(target);
      }
    }
  }

  /// Modules whose host is not one that everybody can read from.
  List<String> privateRequires() {
    var hidden = new ArrayList<String>();
    for (String required : requires) {
      String host =
          required.contains("/") ? required.substring(0, required.indexOf('/')) : required;
      boolean internal =
          host.endsWith(".internal")
              || host.endsWith(".corp")
              || host.endsWith(".local")
              || host.endsWith(".lan")
              || (host.startsWith("git.") && host.endsWith(".example.com"));
      if (internal) {
        hidden.add(required);
      }
    }
    return hidden;
  }
}
