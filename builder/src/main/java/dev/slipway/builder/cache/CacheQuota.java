package dev.slipway.builder.cache;

/// How much the build cache may take. Zero is no limit; with no limit at all nothing is kept back.
///
/// @param reserved bytes that are always kept
/// @param maxUsed bytes that the cache may have
/// @param minFree bytes of the disk that are to be free
public record CacheQuota(long reserved, long maxUsed, long minFree) {
  /// Everything may go.
  public static final CacheQuota NONE = new CacheQuota(0, 0, 0);

  private static final long MOST_RESERVED = 10_000_000_000L;
  private static final long MOST_USED = 100_000_000_000L;

  /// BuildKit's: a tenth of the disk stays, three fifths may be used, a fifth is to be free.
  public static CacheQuota usual(long diskSize) {
    return new CacheQuota(
        Math.min(diskSize / 10, MOST_RESERVED),
        Math.min(diskSize / 10 * 6, MOST_USED),
        diskSize / 5);
  }

  /// The bytes that may stay of a cache of `total` bytes on a disk of which `free` are free.
  public long keep(long total, long free) {
    long keep = maxUsed;
    if (maxUsed == 0 && minFree > 0) {
      keep = total;
    }
    long missing = minFree - free;
    if (missing > 0) {
      keep = Math.min(keep, total - missing);
    }
    return Math.max(keep, reserved);
  }
}
