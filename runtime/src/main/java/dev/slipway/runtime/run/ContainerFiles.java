package dev.slipway.runtime.run;

import java.nio.file.Path;

/// Where the parts of one container are.
///
/// @param directory kept while the container exists: records, log, upper directory
/// @param volatileDirectory kept while it runs: bundle, sockets, pid files; short, since a Unix
///   socket's path has at most 107 bytes
record ContainerFiles(ContainerId id, Path directory, Path volatileDirectory) {
  Path record() {
    return directory.resolve("container.json");
  }

  Path run() {
    return directory.resolve("run.json");
  }

  Path log() {
    return directory.resolve("log");
  }

  /// conmon's persist directory; it writes the exit code to `exit` there.
  Path persist() {
    return directory.resolve("conmon");
  }

  Path exit() {
    return persist().resolve("exit");
  }

  /// How often it was restarted.
  Path restarts() {
    return directory.resolve("restarts");
  }

  /// Who waits to start it again.
  Path restarting() {
    return directory.resolve("restarting");
  }

  Path stoppedByUser() {
    return directory.resolve("stopped-by-user");
  }

  Path health() {
    return directory.resolve("health.json");
  }

  Path upper() {
    return directory.resolve("upper");
  }

  Path work() {
    return directory.resolve("work");
  }

  Path hosts() {
    return directory.resolve("hosts");
  }

  Path hostname() {
    return directory.resolve("hostname");
  }

  Path resolvConf() {
    return directory.resolve("resolv.conf");
  }

  /// Where an image is mounted that a container sees.
  Path mountedImage(int number) {
    return volatileDirectory.resolve("image-" + number).resolve("root");
  }

  /// What others may see of its shared memory.
  Path sharedMemory() {
    return volatileDirectory.resolve("shm");
  }

  Path attachSocket() {
    return volatileDirectory.resolve("attach");
  }

  /// conmon reads terminal sizes here.
  Path control() {
    return volatileDirectory.resolve("ctl");
  }

  Path rootfs() {
    return volatileDirectory.resolve("rootfs");
  }

  Path bundleConfig() {
    return volatileDirectory.resolve("config.json");
  }

  Path pidFile() {
    return volatileDirectory.resolve("pid");
  }

  Path monitorPidFile() {
    return volatileDirectory.resolve("conmon.pid");
  }
}
