package dev.slipway.runtime.run;

import dev.slipway.runtime.network.NetworkLink;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of a container's latest run. It says which processes to look for; whether they
/// live is asked of the kernel each time, see [StateReader].
///
/// @param bootId the kernel's run that the process numbers belong to
/// @param pid the container's first process, as the host numbers it; `pidStart` its start time in
///   the kernel's ticks, which tells it from a later process with the same number
/// @param links its places on networks; one that shares another's network has none of its own
/// @param error why the start failed, if it did
/// @param end null until somebody has cleaned up after the run
public record RunRecord(
    String bootId,
    Instant startedAt,
    boolean started,
    long pid,
    long pidStart,
    long monitorPid,
    long monitorStart,
    String keeper,
    List<NetworkLink> links,
    List<PortRecord> ports,
    @Nullable String error,
    @Nullable RunEnd end) {
  public RunRecord {
    links = List.copyOf(links);
    ports = List.copyOf(ports);
  }

  /// Its first IPv4 address.
  public @Nullable String address() {
    return links.isEmpty() ? null : links.getFirst().address();
  }

  /// The host as the container sees it.
  public @Nullable String gateway() {
    return links.isEmpty() ? null : links.getFirst().gateway();
  }

  /// A run that is being prepared and has no process yet.
  static RunRecord preparing(String bootId, Instant now, String keeper) {
    return new RunRecord(bootId, now, false, 0, 0, 0, 0, keeper, List.of(), List.of(), null, null);
  }

  RunRecord withProcesses(ProcessIdentity process, ProcessIdentity monitor) {
    return new RunRecord(
        bootId,
        startedAt,
        started,
        process.pid(),
        process.startTicks(),
        monitor.pid(),
        monitor.startTicks(),
        keeper,
        links,
        ports,
        error,
        end);
  }

  RunRecord withNetwork(List<NetworkLink> given, List<PortRecord> published) {
    return new RunRecord(
        bootId,
        startedAt,
        started,
        pid,
        pidStart,
        monitorPid,
        monitorStart,
        keeper,
        given,
        published,
        error,
        end);
  }

  RunRecord asStarted(Instant now) {
    return new RunRecord(
        bootId,
        now,
        true,
        pid,
        pidStart,
        monitorPid,
        monitorStart,
        keeper,
        links,
        ports,
        error,
        end);
  }

  RunRecord failed(String why) {
    return new RunRecord(
        bootId,
        startedAt,
        false,
        0,
        0,
        0,
        0,
        keeper,
        List.of(),
        List.of(),
        why,
        new RunEnd(null, null, false));
  }

  RunRecord ended(RunEnd how) {
    return new RunRecord(
        bootId,
        startedAt,
        started,
        pid,
        pidStart,
        monitorPid,
        monitorStart,
        keeper,
        links,
        ports,
        error,
        how);
  }

  ProcessIdentity process() {
    return new ProcessIdentity(pid, pidStart);
  }

  ProcessIdentity monitor() {
    return new ProcessIdentity(monitorPid, monitorStart);
  }
}
