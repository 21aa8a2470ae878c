package dev.slipway.dockerfile;

import org.jspecify.annotations.Nullable;

/// `RUN --mount=type=secret`: a secret of `--secret`, in a file, a variable or both.
///
/// @param id the secret's name: `id` or `source`, else the target's last element
/// @param target the file, as written: a relative path starts at the working directory; null where
///   the secret is in a variable only
/// @param variable the variable that holds it, null for none
/// @param required whether the build fails where the secret is not given
/// @param mode the file's (default 0400)
/// @param uid the file's owner (default 0)
/// @param gid the file's group (default 0)
public record SecretMount(
    Span span,
    String id,
    @Nullable String target,
    @Nullable String variable,
    boolean required,
    int mode,
    long uid,
    long gid)
    implements RunMount {}
