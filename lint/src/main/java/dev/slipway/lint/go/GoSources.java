package dev.slipway.lint.go;

import dev.slipway.lint.ProjectFiles;
import java.util.ArrayList;
import java.util.List;

/// The Go files of a context that its programs are made of: tests, other systems' files and
/// vendored packages are left out.
final class GoSources {
  /// A context with more is read as far as this: a rule's finding must not take seconds.
  private static final int MOST = 4_000;

  private GoSources() {}

  static List<GoSource> of(ProjectFiles files) {
    var sources = new ArrayList<GoSource>();
    for (String path : files.list()) {
      if (sources.size() < MOST && isSource(path)) {
        String source = files.read(path);
        if (source != null && isBuilt(source)) {
          sources.add(GoSource.read(path, source));
        }
      }
    }
    return List.copyOf(sources);
  }

  private static boolean isSource(String path) {
    if (!path.endsWith(".go") || path.endsWith("_test.go")) {
      return false;
    }
    String name = path.substring(0, path.length() - 3);
    for (String other :
        new String[] {"_windows", "_darwin", "_plan9", "_js", "_wasm", "_freebsd"}) {
      if (name.endsWith(other)) {
        return false;
      }
    }
    for (String part : path.split("/", -1)) {
      if (part.equals("vendor")
          || part.equals("testdata")
          || part.startsWith("_")
          || part.startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBuilt(String source) {
    return !source.contains("//go:build ignore") && !source.contains("// +build ignore");
  }
}
