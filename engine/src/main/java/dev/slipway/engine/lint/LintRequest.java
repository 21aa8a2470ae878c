package dev.slipway.engine.lint;

import dev.slipway.lint.config.LintConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// One Dockerfile to look at.
///
/// @param name what findings call it
/// @param file where it is; null where its text came from elsewhere
/// @param context the directory that it is built with, or null where none is known
/// @param searchPath where ShellCheck is looked for, `PATH`; empty for nowhere
public record LintRequest(
    String name,
    @Nullable Path file,
    @Nullable Path context,
    LintConfig config,
    String searchPath) {}
