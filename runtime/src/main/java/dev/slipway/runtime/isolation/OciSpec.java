package dev.slipway.runtime.isolation;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The document `config.json` of the OCI runtime specification 1.0, as far as it is written here.
/// Absent members are null.
@Json
record OciSpec(
    String ociVersion,
    OciProcess process,
    OciRoot root,
    @Nullable String hostname,
    @Nullable String domainname,
    List<OciMount> mounts,
    OciLinux linux,
    @Nullable OciHooks hooks,
    @Nullable Map<String, String> annotations) {
  @Json
  record OciProcess(
      boolean terminal,
      @Nullable ConsoleSize consoleSize,
      OciUser user,
      List<String> args,
      List<String> env,
      String cwd,
      CapabilitySets capabilities,
      List<ResourceLimit> rlimits,
      boolean noNewPrivileges,
      @Nullable Integer oomScoreAdj,
      @Nullable String apparmorProfile) {}

  @Json
  record ConsoleSize(int height, int width) {}

  @Json
  record OciUser(long uid, long gid, @Nullable List<Long> additionalGids) {}

  @Json
  record CapabilitySets(List<String> bounding, List<String> effective, List<String> permitted) {}

  @Json
  record ResourceLimit(String type, long soft, long hard) {}

  @Json
  record OciRoot(String path, boolean readonly) {}

  @Json
  record OciMount(String destination, String type, String source, List<String> options) {}

  @Json
  record OciLinux(
      List<OciNamespace> namespaces,
      List<String> maskedPaths,
      List<String> readonlyPaths,
      @Nullable List<OciDevice> devices,
      @Nullable String cgroupsPath,
      @Nullable Map<String, String> sysctl,
      @Nullable OciSeccomp seccomp,
      @Nullable List<OciIdMapping> uidMappings,
      @Nullable List<OciIdMapping> gidMappings) {}

  @Json
  record OciIdMapping(long containerID, long hostID, long size) {}

  @Json
  record OciHooks(List<OciHook> createContainer) {}

  @Json
  record OciHook(String path, List<String> args, List<String> env) {}

  @Json
  record OciDevice(
      String path, String type, long major, long minor, int fileMode, long uid, long gid) {}

  /// Filters as the runtime itself compiles them.
  @Json
  record OciSeccomp(
      String defaultAction,
      @Nullable Integer defaultErrnoRet,
      List<String> architectures,
      List<SeccompCalls> syscalls) {}

  @Json
  record SeccompCalls(
      List<String> names,
      String action,
      @Nullable Integer errnoRet,
      @Nullable List<SeccompArgument> args) {}

  @Json
  record SeccompArgument(int index, long value, long valueTwo, String op) {}

  @Json
  record OciNamespace(String type, @Nullable String path) {}
}
