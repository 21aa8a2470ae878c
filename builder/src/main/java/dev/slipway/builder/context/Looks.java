package dev.slipway.builder.context;

import dev.slipway.image.ImagePath;
import dev.slipway.linux.FileStatus;
import dev.slipway.linux.FileVersion;
import java.util.LinkedHashMap;
import java.util.Map;

/// Everything that was looked at to find the sources of one copy: files, links, and directories
/// that were listed. As long as none of it has changed, the copy's content has not either.
final class Looks {
  private final long began;
  private final Map<ImagePath, FileVersion> seen = new LinkedHashMap<>();
  private boolean certain = true;

  /// @param began milliseconds since 1970, before the first look
  Looks(long began) {
    this.began = began;
  }

  void at(ImagePath path, FileStatus status) {
    FileVersion version = FileVersion.of(status);
    certain &= version.isCertainAt(began);
    FileVersion before = seen.putIfAbsent(path, version);
    certain &= before == null || before.isSame(version);
  }

  /// Something was not there, of which no version tells whether it is there now.
  void missing() {
    certain = false;
  }

  /// Whether a change of any of it would show.
  boolean certain() {
    return certain;
  }

  Map<ImagePath, FileVersion> seen() {
    return seen;
  }
}
