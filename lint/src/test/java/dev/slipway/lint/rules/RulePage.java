package dev.slipway.lint.rules;

import dev.slipway.dockerfile.parse.DockerfileParser;
import dev.slipway.lint.MapFiles;
import dev.slipway.lint.Subject;
import dev.slipway.lint.config.LintConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A page of `docs/rules` as test data: a bad and a good Dockerfile, and files of their contexts.
record RulePage(String text, Example bad, Example good) {
  static final Path PAGES = Path.of("../docs/rules");

  record Example(String dockerfile, Map<String, String> files) {
    Subject subject() {
      return subject(dockerfile, files);
    }

    static Subject subject(String dockerfile, Map<String, String> files) {
      return new Subject(
          DockerfileParser.parse("Dockerfile", dockerfile), new MapFiles(files), settings(files));
    }

    private static Subject.Settings settings(Map<String, String> files) {
      String toml = files.get("slipway.toml");
      if (toml == null) {
        return Subject.Settings.NONE;
      }
      try {
        Path file = Files.createTempFile("slipway", ".toml");
        Files.writeString(file, toml);
        LintConfig config = LintConfig.read(file, Rules::isKnown);
        Files.delete(file);
        return new Subject.Settings(config.registries(), config.labels(), List.of());
      } catch (IOException failed) {
        throw new AssertionError(failed);
      }
    }
  }

  static RulePage read(String rule) throws IOException {
    String text = Files.readString(PAGES.resolve(rule + ".md"));
    Map<String, String> shared = blocks(section(text, "In the context"));
    return new RulePage(
        text, example(section(text, "Bad"), shared), example(section(text, "Good"), shared));
  }

  private static Example example(String section, Map<String, String> shared) {
    var files = new HashMap<>(shared);
    files.putAll(blocks(section));
    String dockerfile = files.remove("");
    if (dockerfile == null) {
      throw new AssertionError("no Dockerfile in " + section);
    }
    return new Example(dockerfile, files);
  }

  private static String section(String text, String title) {
    int start = text.indexOf("\n## " + title + "\n");
    if (start < 0) {
      return "";
    }
    int end = text.indexOf("\n## ", start + 1);
    return text.substring(start, end < 0 ? text.length() : end);
  }

  /// The fenced blocks by the file name behind their language; the Dockerfile has none.
  private static Map<String, String> blocks(String section) {
    var blocks = new HashMap<String, String>();
    String[] parts = section.split("\n```", -1);
    for (int i = 1; i < parts.length; i += 2) {
      int line = parts[i].indexOf('\n');
      String head = parts[i].substring(0, line);
      int blank = head.indexOf(' ');
      blocks.put(blank < 0 ? "" : head.substring(blank + 1), parts[i].substring(line + 1) + "\n");
    }
    return blocks;
  }
}
