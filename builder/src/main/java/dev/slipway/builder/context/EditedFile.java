package dev.slipway.builder.context;

import dev.slipway.builder.copy.ContentHash;
import dev.slipway.image.Digest;
import dev.slipway.image.ImagePath;
import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.FileStatus;
import dev.slipway.linux.FileVersion;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// A regular file of a context that is not what it was, read as a whole.
///
/// @param path in the context
/// @param version what it is now; [FileVersion#NONE] where a further change might not show
/// @param bytes all of them
public record EditedFile(
    ImagePath path,
    int mode,
    long mtimeSeconds,
    FileVersion version,
    @SuppressWarnings("ArrayRecordComponent") byte[] bytes,
    ContentHash hash)
    implements SightChange {
  /// Reads one.
  ///
  /// @return null where it is no plain file with one name, or changes while it is read, or is too
  ///   large
  static @Nullable EditedFile read(DirectoryHandle root, ImagePath path, long now, long mostBytes)
      throws IOException {
    try (DirectoryHandle parent = root.openBeneath(path.parent().relativeBytes())) {
      FileStatus status = parent.status(path.name());
      if (!status.isRegularFile()
          || status.nlink() != 1
          || status.size() > mostBytes
          || parent.xattrs(path.name()).containsKey(DirectoryContext.CAPABILITY)) {
        return null;
      }
      FileVersion version = FileVersion.of(status);
      byte[] bytes;
      try (InputStream in = root.openFileBeneath(path.relativeBytes()).inputStream()) {
        bytes = in.readNBytes((int) mostBytes);
      }
      boolean same =
          bytes.length == status.size()
              && FileVersion.of(parent.status(path.name())).isSame(version);
      return same
          ? new EditedFile(
              path,
              status.permissions(),
              status.mtimeSeconds(),
              version.isCertainAt(now) ? version : FileVersion.NONE,
              bytes,
              ContentHash.of(Digest.sha256(bytes)))
          : null;
    }
  }
}
