package dev.slipway.builder.copy;

import dev.slipway.builder.graph.FileMode;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.layer.UserDatabase.Owner;
import org.jspecify.annotations.Nullable;

/// Where a `COPY` or `ADD` goes.
///
/// @param base what the layers below show; nothing where the result is a layer of its own
/// @param destination absolute; ends in `/` where it must be a directory
/// @param owner null keeps the sources' owners
/// @param mode null keeps the sources' modes
/// @param archives makes archives ready to be unpacked
/// @param link whether directories that are made are root's, whoever the files belong to
public record CopyTarget(
    FileTree base,
    String destination,
    @Nullable Owner owner,
    @Nullable FileMode mode,
    Archives archives,
    boolean link) {}
