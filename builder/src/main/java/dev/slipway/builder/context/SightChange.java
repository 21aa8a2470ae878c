package dev.slipway.builder.context;

import dev.slipway.image.ImagePath;
import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.FileStatus;
import dev.slipway.linux.FileVersion;
import dev.slipway.linux.LinuxException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What of a context is not as a copy saw it, as it is now.
public sealed interface SightChange permits EditedFile, TouchedDirectory {
  /// In the context.
  ImagePath path();

  /// Its permissions.
  int mode();

  long mtimeSeconds();

  /// What it is now; [FileVersion#NONE] where a further change might not show.
  FileVersion version();

  /// Together edited files have fewer bytes than are worth writing while they are read.
  long MOST_BYTES = 16 << 20;

  /// Looks at what has changed.
  ///
  /// @param leftOut what the copy does not look at
  /// @return null where more has changed than the bytes of a few plain files and the times of
  ///   directories, or something changes meanwhile
  static @Nullable List<SightChange> read(
      Path context,
      Sighting sighting,
      List<CopySight.Changed> changed,
      Predicate<ImagePath> leftOut)
      throws IOException {
    long now = System.currentTimeMillis();
    var read = new ArrayList<SightChange>();
    long bytes = 0;
    try (DirectoryHandle root = DirectoryHandle.open(context)) {
      for (CopySight.Changed each : changed) {
        SightChange change =
            isDirectory(root, each.path())
                ? TouchedDirectory.read(root, sighting, each, leftOut, now)
                : EditedFile.read(root, each.path(), now, MOST_BYTES - bytes);
        if (change == null) {
          return null;
        }
        bytes += change instanceof EditedFile file ? file.bytes().length : 0;
        read.add(change);
      }
    } catch (LinuxException gone) {
      return null;
    }
    return read;
  }

  private static boolean isDirectory(DirectoryHandle root, ImagePath path) throws LinuxException {
    if (path.isRoot()) {
      return true;
    }
    try (DirectoryHandle parent = root.openBeneath(path.parent().relativeBytes())) {
      FileStatus status = parent.status(path.name());
      return status.isDirectory();
    }
  }
}
