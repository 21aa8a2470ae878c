package dev.slipway.builder;

import java.util.Map;
import java.util.Set;

/// What the caller of a build gives its steps beside files. None of it is in any key, layer or
/// record.
///
/// @param secrets by id
/// @param agents by id
/// @param hostCertificates whether `RUN`s trust whom this machine trusts
/// @param devices that `RUN`s may ask for
public record BuildGrants(
    Map<String, SecretSource> secrets,
    Map<String, AgentSource> agents,
    Set<Entitlement> entitlements,
    boolean hostCertificates,
    DeviceGrants devices) {
  /// Nothing.
  public static final BuildGrants NONE = new BuildGrants(Map.of(), Map.of(), Set.of());

  /// With these devices.
  public BuildGrants withDevices(DeviceGrants value) {
    return new BuildGrants(secrets, agents, entitlements, hostCertificates, value);
  }

  /// Copies the collections.
  public BuildGrants {
    secrets = Map.copyOf(secrets);
    agents = Map.copyOf(agents);
    entitlements = Set.copyOf(entitlements);
  }

  /// Without this machine's certificates and devices.
  public BuildGrants(
      Map<String, SecretSource> secrets,
      Map<String, AgentSource> agents,
      Set<Entitlement> entitlements) {
    this(secrets, agents, entitlements, false, DeviceGrants.NONE);
  }
}
