package dev.slipway.dockerfile;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// `HEALTHCHECK [options] CMD command` or `HEALTHCHECK NONE`. Times that are not given are zero.
///
/// @param command null is `NONE`: the base image's check is switched off
/// @param retries zero is Docker's default
public record HealthCheck(
    Span span,
    String source,
    @Nullable Command command,
    Duration interval,
    Duration timeout,
    Duration startPeriod,
    Duration startInterval,
    int retries)
    implements Instruction {}
