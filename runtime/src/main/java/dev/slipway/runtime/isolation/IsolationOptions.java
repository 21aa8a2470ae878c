package dev.slipway.runtime.isolation;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a container may have otherwise than all others.
///
/// @param noNewPrivileges setuid programs give no rights
/// @param seccomp null: calls are not filtered; empty: the filter of its capabilities; else a
///   `linux.seccomp` document in JSON
/// @param systemPaths whether parts of the kernel's file systems are hidden
/// @param sharedMemory whether `/dev/shm` is memory of its own; else it comes as a mount
/// @param pid whose processes it sees: `host`, a namespace's file, or empty for its own
/// @param ipc whose shared memory, in the same words
/// @param uts whose host name, in the same words
/// @param firstUser of the host, whom the container's root is, in a user namespace of its own; 0
///   for none
/// @param appArmor the profile of its processes; null: that of whoever starts them
/// @param readOnlyRoot whether nothing outside of its mounts may be written
public record IsolationOptions(
    boolean noNewPrivileges,
    @Nullable String seccomp,
    boolean systemPaths,
    Map<String, String> sysctls,
    boolean sharedMemory,
    String pid,
    String ipc,
    String uts,
    @Nullable Integer oomScoreAdjustment,
    boolean readOnlyRoot,
    Map<String, String> annotations,
    String domainname,
    long firstUser,
    @Nullable String appArmor) {
  public static final IsolationOptions DEFAULT =
      new IsolationOptions(
          false, "", true, Map.of(), true, "", "", "", null, false, Map.of(), "", 0, null);

  /// Users that each container with a namespace of its own has.
  public static final long USERS = 65_535;

  public IsolationOptions {
    sysctls = Map.copyOf(sysctls);
    annotations = Map.copyOf(annotations);
  }

  /// The usual ones under a profile of AppArmor's; null: under none.
  public static IsolationOptions under(@Nullable String profile) {
    return profile == null
        ? DEFAULT
        : new IsolationOptions(
            false, "", true, Map.of(), true, "", "", "", null, false, Map.of(), "", 0, profile);
  }
}
