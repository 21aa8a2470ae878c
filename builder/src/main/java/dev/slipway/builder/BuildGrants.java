package dev.slipway.builder;

import java.util.Map;
import java.util.Set;

/// What the caller of a build gives its steps beside files. None of it is in any key, layer or
/// record.
///
/// @param secrets by id
/// @param agents by id
/// @param hostCertificates whether `RUN`s trust whom this machine trusts
public record BuildGrants(
    Map<String, SecretSource> secrets,
    Map<String, AgentSource> agents,
    Set<Entitlement> entitlements,
    boolean hostCertificates) {
  /// Nothing.
  public static final BuildGrants NONE = new BuildGrants(Map.of(), Map.of(), Set.of());

  /// Copies the collections.
  public BuildGrants {
    secrets = Map.copyOf(secrets);
    agents = Map.copyOf(agents);
    entitlements = Set.copyOf(entitlements);
  }

  /// Without this machine's certificates.
  public BuildGrants(
      Map<String, SecretSource> secrets,
      Map<String, AgentSource> agents,
      Set<Entitlement> entitlements) {
    this(secrets, agents, entitlements, false);
  }
}
