package dev.slipway.runtime.cgroup;

/// What a control group uses at one moment.
///
/// @param memory bytes, without the file cache that could be dropped at once
/// @param memoryLimit bytes; the machine's memory where there is no limit
/// @param cpuNanos of processor time so far
/// @param processes threads included
/// @param blockRead bytes so far
/// @param blockWritten bytes so far
public record ResourceUse(
    long memory,
    long memoryLimit,
    long cpuNanos,
    long processes,
    long blockRead,
    long blockWritten) {}
