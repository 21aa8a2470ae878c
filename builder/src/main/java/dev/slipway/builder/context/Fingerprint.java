package dev.slipway.builder.context;

import dev.slipway.builder.copy.ContentHash;
import dev.slipway.linux.FileStatus;

/// What a file was when its bytes were read.
///
/// @param takenAt milliseconds since 1970, before the file was read
/// @param capabilities its `security.capability`, empty where it has none
/// @param hash of its bytes
record Fingerprint(
    long device,
    long inode,
    long size,
    long mtimeSeconds,
    int mtimeNanos,
    long ctimeSeconds,
    int ctimeNanos,
    long takenAt,
    @SuppressWarnings("ArrayRecordComponent") byte[] capabilities,
    ContentHash hash) {
  /// Within this time after a change a file may change again without its times showing it.
  private static final long UNCERTAIN_MILLIS = 2_000;

  static Fingerprint of(FileStatus status, long takenAt, byte[] capabilities, ContentHash hash) {
    return new Fingerprint(
        status.device(),
        status.inode(),
        status.size(),
        status.mtimeSeconds(),
        status.mtimeNanos(),
        status.ctimeSeconds(),
        status.ctimeNanos(),
        takenAt,
        capabilities,
        hash);
  }

  /// Whether the file is still what it was.
  boolean isOf(FileStatus status) {
    return inode == status.inode()
        && device == status.device()
        && size == status.size()
        && mtimeSeconds == status.mtimeSeconds()
        && mtimeNanos == status.mtimeNanos()
        && ctimeSeconds == status.ctimeSeconds()
        && ctimeNanos == status.ctimeNanos()
        && isCertain();
  }

  private boolean isCertain() {
    long changed = Math.max(mtimeSeconds, ctimeSeconds) * 1_000 + 999;
    return takenAt > changed + UNCERTAIN_MILLIS;
  }
}
