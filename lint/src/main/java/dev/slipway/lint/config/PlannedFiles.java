package dev.slipway.lint.config;

import dev.slipway.dockerfile.ignore.IgnoreRules;
import dev.slipway.lint.NewFile;
import dev.slipway.lint.ProjectFiles;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A context with files that are not written yet.
public final class PlannedFiles implements ProjectFiles {
  private static final String IGNORE = ".dockerignore";

  private final ProjectFiles files;
  private final List<NewFile> added;

  /// @param added in the order of writing: the last one of a path counts
  public PlannedFiles(ProjectFiles files, List<NewFile> added) {
    this.files = files;
    this.added = List.copyOf(added);
  }

  private @Nullable String text(String path) {
    for (NewFile file : added.reversed()) {
      if (file.path().equals(path)) {
        return file.text();
      }
    }
    return null;
  }

  @Override
  public List<String> list() {
    var all = new ArrayList<>(files.list());
    for (NewFile file : added) {
      if (!all.contains(file.path())) {
        all.add(file.path());
      }
    }
    all.sort(null);
    return all;
  }

  @Override
  public boolean exists(String path) {
    return text(path) != null || files.exists(path);
  }

  @Override
  public @Nullable String read(String path) {
    String text = text(path);
    return text == null ? files.read(path) : text;
  }

  @Override
  public IgnoreRules ignored() {
    String text = text(IGNORE);
    return text == null ? files.ignored() : IgnoreRules.parse(IGNORE, text);
  }

  @Override
  public boolean hasIgnoreFile() {
    return text(IGNORE) != null || files.hasIgnoreFile();
  }

  @Override
  public boolean isKnown() {
    return files.isKnown();
  }
}
