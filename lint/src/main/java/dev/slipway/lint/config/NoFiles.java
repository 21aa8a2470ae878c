package dev.slipway.lint.config;

import dev.slipway.dockerfile.ignore.IgnoreRules;
import dev.slipway.lint.ProjectFiles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// No context is known: the Dockerfile came from standard input.
public final class NoFiles implements ProjectFiles {
  @Override
  public List<String> list() {
    return List.of();
  }

  @Override
  public boolean exists(String path) {
    return false;
  }

  @Override
  public @Nullable String read(String path) {
    return null;
  }

  @Override
  public IgnoreRules ignored() {
    return IgnoreRules.NONE;
  }

  @Override
  public boolean hasIgnoreFile() {
    return false;
  }

  @Override
  public boolean isKnown() {
    return false;
  }
}
