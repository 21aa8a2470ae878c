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
  private int uncertain;

  /// @param began milliseconds since 1970, before the first look
  Looks(long began) {
    this.began = began;
  }

  void at(ImagePath path, FileStatus status) {
    FileVersion version = FileVersion.of(status);
    FileVersion kept = version.isCertainAt(began) ? version : FileVersion.NONE;
    FileVersion before = seen.putIfAbsent(path, kept);
    if (before == null && kept == FileVersion.NONE) {
      uncertain++;
    }
    certain &= before == null || before.isSame(kept);
  }

  /// Something was not there, of which no version tells whether it is there now.
  void missing() {
    certain = false;
  }

  /// Whether a change of any of it would show, but for a few that are to be looked at again.
  boolean certain() {
    return certain && uncertain <= CopySight.MOST_EDITS;
  }

  /// By path, in the order in which they were looked at; [FileVersion#NONE] is one whose change
  /// might not show.
  Map<ImagePath, FileVersion> seen() {
    return seen;
  }
}
