package dev.slipway.builder.context;

import dev.slipway.image.ImagePath;
import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.FileStatus;
import dev.slipway.linux.FileVersion;
import dev.slipway.linux.LinuxException;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A directory of a context in which the same names are as before: something in it was replaced, as
/// editors do that rename a new file over the old one.
///
/// @param before seconds of its time when it was seen; null where that is not known
public record TouchedDirectory(
    ImagePath path, int mode, long mtimeSeconds, FileVersion version, @Nullable Long before)
    implements SightChange {
  /// @return null where it has names that were not there
  static @Nullable TouchedDirectory read(
      DirectoryHandle root,
      Sighting sighting,
      CopySight.Changed changed,
      Predicate<ImagePath> leftOut,
      long now)
      throws LinuxException {
    ImagePath path = changed.path();
    try (DirectoryHandle directory = root.openBeneath(path.relativeBytes())) {
      FileStatus status = directory.status();
      Set<ImagePath> known = sighting.children(path);
      for (DirectoryHandle.Child child : directory.list()) {
        ImagePath name = path.child(child.name());
        if (child.type() != DirectoryHandle.Child.SOCKET
            && !known.contains(name)
            && !leftOut.test(name)) {
          return null;
        }
      }
      FileVersion version = FileVersion.of(status);
      return new TouchedDirectory(
          path,
          status.permissions(),
          status.mtimeSeconds(),
          version.isCertainAt(now) ? version : FileVersion.NONE,
          sighting.mtimeSeconds(changed));
    }
  }
}
