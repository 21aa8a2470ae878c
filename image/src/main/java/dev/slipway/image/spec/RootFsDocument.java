package dev.slipway.image.spec;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A config's `rootfs`: the diffIDs of its layers, bottom first.
@Json
public record RootFsDocument(
    @Nullable String type, @Json.Property("diff_ids") @Nullable List<String> diffIds) {}
