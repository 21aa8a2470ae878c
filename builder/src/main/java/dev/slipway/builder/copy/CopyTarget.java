package dev.slipway.builder.copy;

import dev.slipway.image.layer.FileTree;
import dev.slipway.image.layer.UserDatabase.Owner;
import org.jspecify.annotations.Nullable;

/// Where a `COPY` or `ADD` goes.
///
/// @param base what the layers below show
/// @param destination absolute; ends in `/` where it must be a directory
/// @param owner null keeps the sources' owners
/// @param mode null keeps the sources' modes
/// @param archives where archives are made ready to be unpacked; null copies them as they are
public record CopyTarget(
    FileTree base,
    String destination,
    @Nullable Owner owner,
    @Nullable Integer mode,
    @Nullable Archives archives) {}
