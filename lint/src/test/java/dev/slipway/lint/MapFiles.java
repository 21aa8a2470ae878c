package dev.slipway.lint;

import dev.slipway.dockerfile.ignore.IgnoreRules;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A context in memory.
public record MapFiles(Map<String, String> files) implements ProjectFiles {
  public MapFiles {
    files = new TreeMap<>(files);
  }

  @Override
  public List<String> list() {
    return List.copyOf(files.keySet());
  }

  @Override
  public boolean exists(String path) {
    return files.keySet().stream()
        .anyMatch(each -> each.equals(path) || each.startsWith(path + "/"));
  }

  @Override
  public @Nullable String read(String path) {
    return files.get(path);
  }

  @Override
  public IgnoreRules ignored() {
    String text = files.get(".dockerignore");
    return text == null ? IgnoreRules.NONE : IgnoreRules.parse(".dockerignore", text);
  }

  @Override
  public boolean hasIgnoreFile() {
    return files.containsKey(".dockerignore");
  }

  @Override
  public boolean isKnown() {
    return true;
  }
}
