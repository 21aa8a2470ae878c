package dev.slipway.dockerfile;

/// `RUN --mount=type=ssh`: an agent of `--ssh`; `SSH_AUTH_SOCK` names its socket.
///
/// @param id the agent's name (default `default`)
/// @param target the socket's path, as written; empty is `/run/buildkit/ssh_agent.N`, N counting
///   the command's agents from 0
/// @param required whether the build fails where the agent is not given
/// @param mode the socket's (default 0600)
/// @param uid the socket's owner (default 0)
/// @param gid the socket's group (default 0)
public record SshMount(
    Span span, String id, String target, boolean required, int mode, long uid, long gid)
    implements RunMount {}
