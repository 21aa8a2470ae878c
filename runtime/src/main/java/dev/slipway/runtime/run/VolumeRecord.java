package dev.slipway.runtime.run;

/// A directory or file of the host that a container sees at `target`.
public record VolumeRecord(String source, String target, boolean readOnly) {}
