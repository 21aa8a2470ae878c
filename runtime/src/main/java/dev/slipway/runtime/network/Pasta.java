package dev.slipway.runtime.network;

import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// One pasta process (passt.top), which gives a network namespace a device whose traffic it carries
/// with sockets of its own.
record Pasta(Process process, Path record, Path announcement) {
  private static final String NETMASK = "255.255.255.0";

  /// Starts pasta for the namespace. It writes its process id to `record` when it is ready, and its
  /// complaints beside that.
  static Pasta start(
      Path namespace, List<PortMapping> ports, Path record, PastaNetwork.Lifetime lifetime)
      throws IOException {
    // Debian's AppArmor profile of passt lets it write below /tmp and the user's home only.
    Path announcement = Files.createTempDirectory(Path.of("/tmp"), "slipway-pasta-").resolve("pid");
    List<String> command = new ArrayList<>();
    switch (lifetime) {
      case ENDPOINT -> command.addAll(List.of("setpriv", "--pdeathsig", "KILL"));
      case CONTAINER -> command.add("setsid");
    }
    // pasta gives up the right to look into other processes before it opens the namespace by name:
    // so it inherits it, as 3.
    command.addAll(List.of("sh", "-c", "exec \"$@\" 3<\"$0\"", namespace.toString(), "pasta"));
    command.addAll(
        List.of(
            "--foreground",
            "--quiet",
            "--runas",
            "0",
            "--config-net",
            "--ipv4-only",
            "--no-map-gw"));
    command.addAll(List.of("-a", PastaNetwork.ADDRESS, "-n", NETMASK, "-g", PastaNetwork.GATEWAY));
    command.addAll(
        List.of("--netns-only", "--netns", "/proc/self/fd/3", "--pid", announcement.toString()));
    command.addAll(List.of("-T", "none", "-U", "none"));
    publish(command, "-t", Protocol.TCP, ports);
    publish(command, "-u", Protocol.UDP, ports);
    Files.deleteIfExists(record);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log(record).toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    return new Pasta(process, record, announcement);
  }

  private static void publish(
      List<String> command, String option, Protocol protocol, List<PortMapping> ports) {
    List<PortMapping> matching = ports.stream().filter(p -> p.protocol() == protocol).toList();
    if (matching.isEmpty()) {
      command.addAll(List.of(option, "none"));
    }
    for (PortMapping port : matching) {
      String address = port.everyAddress() ? "" : port.hostAddress() + "/";
      command.addAll(List.of(option, address + port.hostPort() + ":" + port.containerPort()));
    }
  }

  /// Waits until the namespace's device is there.
  void awaitReady() throws IOException, InterruptedException {
    try {
      awaitAnnouncement();
      Path whole = record.resolveSibling(record.getFileName() + ".new");
      Files.writeString(whole, Files.readString(announcement));
      Files.move(whole, record, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(announcement);
      Files.deleteIfExists(Objects.requireNonNull(announcement.getParent()));
    }
  }

  private void awaitAnnouncement() throws IOException, InterruptedException {
    while (running(announcement).isEmpty()) {
      if (!process.isAlive() && running(announcement).isEmpty()) {
        String said = Files.exists(log(record)) ? Files.readString(log(record)).strip() : "";
        throw new ContainerException(
            "the network of a container without root cannot be made: pasta ended with "
                + process.exitValue()
                + (said.isEmpty() ? "" : ": " + said),
            remedy(said));
      }
      Thread.sleep(2);
    }
  }

  private String remedy(String said) {
    if (process.exitValue() == 127) {
      return "apt-get install passt, or use --network=host or --network=none";
    }
    if (said.contains("tun")) {
      return "allow this user /dev/net/tun (as root: chmod 666 /dev/net/tun), or use --network=host or --network=none";
    }
    return "use --network=host or --network=none";
  }

  /// The process that wrote `record`, if it still runs.
  static Optional<ProcessHandle> running(Path record) throws IOException {
    try {
      String text = Files.readString(record).strip();
      return text.isEmpty()
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(text)).filter(Pasta::isPasta);
    } catch (NoSuchFileException notReady) {
      return Optional.empty();
    }
  }

  /// Process ids are reused: what is to be ended must be a pasta.
  private static boolean isPasta(ProcessHandle process) {
    try {
      String name = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "comm"));
      return name.startsWith("pasta")
          || name.startsWith("passt"); // It starts itself again as passt.avx2.
    } catch (IOException ended) {
      return false;
    }
  }

  static Path log(Path record) {
    return record.resolveSibling(record.getFileName() + ".log");
  }
}
