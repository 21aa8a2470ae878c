package dev.slipway.improve.prove;

import java.time.Duration;

/// The file after one of its changes.
///
/// @param what was changed; empty for the original
/// @param size of its image, in bytes; 0 where it was not built
/// @param build how long its build took, with the cache that those before it have left
/// @param risky how many weaknesses of security are found in it
/// @param others how many other weaknesses
public record Rung(String what, long size, Duration build, int risky, int others) {}
