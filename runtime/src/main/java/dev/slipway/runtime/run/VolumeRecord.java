package dev.slipway.runtime.run;

import io.avaje.jsonb.Json;

/// A directory or file of the host that a container sees at `target`.
@Json
public record VolumeRecord(String source, String target, boolean readOnly) {}
