package dev.slipway.runtime.cgroup;

/// What a container may use at most; 0 means no limit, or what the kernel has by itself.
///
/// @param memory bytes
/// @param memoryAndSwap bytes of both together; -1 for endless swap
/// @param reservation bytes that it is pressed down to when memory is short
/// @param cpuQuota microseconds of processor time in each period
/// @param cpuPeriod microseconds
/// @param cpuShares weight beside others, 2 to 262144; 1024 is everybody's
/// @param cpus which processors, `0-2,4`; empty for all
/// @param nodes which memory nodes
/// @param processes how many; -1 for endless
/// @param blockWeight 10 to 1000
/// @param killsForMemory false: processes wait until there is memory
public record Resources(
    long memory,
    long memoryAndSwap,
    long reservation,
    long cpuQuota,
    long cpuPeriod,
    long cpuShares,
    String cpus,
    String nodes,
    long processes,
    long blockWeight,
    boolean killsForMemory) {
  public static final Resources UNLIMITED = new Resources(0, 0, 0, 0, 0, 0, "", "", 0, 0, true);

  /// Whether anything is limited at all.
  public boolean limited() {
    return !equals(UNLIMITED);
  }
}
