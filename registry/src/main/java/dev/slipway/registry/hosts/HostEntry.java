package dev.slipway.registry.hosts;

import dev.slipway.registry.transport.Endpoint;
import dev.slipway.registry.transport.Trust;

/// A place of a registry, as a `hosts.toml` or a `daemon.json` names it.
record HostEntry(Endpoint endpoint, boolean mayPull, Trust trust) {}
