package dev.slipway.cli.command.container;

import dev.slipway.cli.grammar.NotYet;
import java.util.ArrayList;
import java.util.List;

/// Docker's options of `run` and `create` that are not there yet, and what to do instead.
final class MissingOptions {
  private static final String LIMIT = "limits come in a later release; run without it";
  private static final String HEALTH = "health checks come in a later release; run without it";
  private static final String LATER = "leave it out";

  private static final List<NotYet> ALL =
      List.of(
          NotYet.option("annotation", LATER),
          NotYet.option("blkio-weight", LIMIT),
          NotYet.option("blkio-weight-device", LIMIT),
          NotYet.option("cap-add", "the container has Docker's default capabilities"),
          NotYet.option("cap-drop", "the container has Docker's default capabilities"),
          NotYet.option("cgroup-parent", LIMIT),
          NotYet.option("cgroupns", LATER),
          NotYet.option("cpu-period", LIMIT),
          NotYet.option("cpu-quota", LIMIT),
          NotYet.option("cpu-rt-period", LIMIT),
          NotYet.option("cpu-rt-runtime", LIMIT),
          NotYet.option("cpu-shares", 'c', LIMIT),
          NotYet.option("cpus", LIMIT),
          NotYet.option("cpuset-cpus", LIMIT),
          NotYet.option("cpuset-mems", LIMIT),
          NotYet.option("detach-keys", "the keys are ctrl-p ctrl-q"),
          NotYet.option("device", LATER),
          NotYet.option("device-cgroup-rule", LATER),
          NotYet.option("device-read-bps", LIMIT),
          NotYet.option("device-read-iops", LIMIT),
          NotYet.option("device-write-bps", LIMIT),
          NotYet.option("device-write-iops", LIMIT),
          NotYet.option("disable-content-trust", LATER),
          NotYet.option(
              "dns", "mount a file of your own: -v \"$PWD/resolv.conf\":/etc/resolv.conf"),
          NotYet.option("dns-option", "mount a file of your own over /etc/resolv.conf with -v"),
          NotYet.option("dns-search", "mount a file of your own over /etc/resolv.conf with -v"),
          NotYet.option("domainname", LATER),
          NotYet.option("gpus", LATER),
          NotYet.option("group-add", "name the group with --user USER:GROUP"),
          NotYet.option("health-cmd", HEALTH),
          NotYet.option("health-interval", HEALTH),
          NotYet.option("health-retries", HEALTH),
          NotYet.option("health-start-interval", HEALTH),
          NotYet.option("health-start-period", HEALTH),
          NotYet.option("health-timeout", HEALTH),
          NotYet.option("init", "let the program reap its children, or put tini into the image"),
          NotYet.option("ip", "the container gets a free address of the bridge"),
          NotYet.option("ip6", "the bridge has IPv4 only"),
          NotYet.option("ipc", LATER),
          NotYet.option("isolation", LATER),
          NotYet.option("kernel-memory", LIMIT),
          NotYet.option("label-file", "give each label with --label"),
          NotYet.option("link", "reach the other container by its address"),
          NotYet.option("link-local-ip", LATER),
          NotYet.option("log-driver", "read the log with 'slipway logs'"),
          NotYet.option("log-opt", "read the log with 'slipway logs'"),
          NotYet.option("mac-address", LATER),
          NotYet.option("memory", 'm', LIMIT),
          NotYet.option("memory-reservation", LIMIT),
          NotYet.option("memory-swap", LIMIT),
          NotYet.option("memory-swappiness", LIMIT),
          NotYet.option("mount", "use -v /host:/container[:ro]"),
          NotYet.option("network-alias", "reach the container by its address"),
          NotYet.option(
              "no-healthcheck", "health checks are not run yet, so there is none to stop"),
          NotYet.option("oom-kill-disable", LIMIT),
          NotYet.option("oom-score-adj", LIMIT),
          NotYet.option("pid", LATER),
          NotYet.option("pids-limit", LIMIT),
          NotYet.option("platform", "an image here has one platform; leave it out"),
          NotYet.option("privileged", LATER),
          NotYet.option("read-only", LATER),
          NotYet.option("restart", "start it again with 'slipway start'"),
          NotYet.option("runtime", "crun is the runtime"),
          NotYet.option("security-opt", LATER),
          NotYet.option("shm-size", "/dev/shm has 64 MB"),
          NotYet.option("stop-timeout", "give it when stopping: slipway stop -t SECONDS"),
          NotYet.option("storage-opt", LATER),
          NotYet.option("sysctl", LATER),
          NotYet.option("tmpfs", "mount a directory of /dev/shm with -v"),
          NotYet.option("ulimit", LIMIT),
          NotYet.option("use-api-socket", LATER),
          NotYet.option("userns", LATER),
          NotYet.option("uts", LATER),
          NotYet.option("volume-driver", LATER),
          NotYet.option("volumes-from", "name the same directories with -v"));

  private MissingOptions() {}

  /// @param more those of one command alone
  static NotYet[] with(NotYet... more) {
    List<NotYet> all = new ArrayList<>(ALL);
    all.addAll(List.of(more));
    all.sort((one, other) -> one.name().compareTo(other.name()));
    return all.toArray(NotYet[]::new);
  }
}
