package dev.slipway.lint;

import dev.slipway.dockerfile.ignore.IgnoreRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The build context, as far as rules look into it.
public interface ProjectFiles {
  /// Every regular file, sorted, `/` between names; version control's own are left out, and so is
  /// what lies behind links. A very large context is cut short.
  List<String> list();

  /// Whether a file or directory is there.
  boolean exists(String path);

  /// Its text; null where there is no such file, or where it is too large to be a source.
  @Nullable String read(String path);

  /// What the ignore file leaves out.
  IgnoreRules ignored();

  /// Whether there is an ignore file.
  boolean hasIgnoreFile();

  /// Whether the context is known: then a file that is missing here is missing in the build.
  boolean isKnown();
}
