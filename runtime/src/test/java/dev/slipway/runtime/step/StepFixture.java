package dev.slipway.runtime.step;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.linux.UserIds;
import dev.slipway.runtime.Confinement;
import dev.slipway.runtime.ContainerResources;
import dev.slipway.runtime.HostCapabilities;
import dev.slipway.runtime.ProcessSpec;
import dev.slipway.runtime.ProcessUser;
import dev.slipway.runtime.RuntimeMount;
import dev.slipway.runtime.rootfs.RootStack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A small root of busybox, and steps on it.
final class StepFixture {
  static final Path BUSYBOX = Path.of("/bin/busybox");
  private static final List<String> APPLETS =
      List.of(
          "cat",
          "chmod",
          "chroot",
          "dd",
          "echo",
          "env",
          "head",
          "hostname",
          "id",
          "ip",
          "kill",
          "ln",
          "ls",
          "mkdir",
          "mknod",
          "mount",
          "mv",
          "readlink",
          "rm",
          "seq",
          "sh",
          "sleep",
          "stat",
          "touch",
          "true",
          "unshare");
  private static final List<String> ENVIRONMENT = List.of("PATH=/usr/bin:/bin");

  final Path base;
  final Path upper;
  final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  final List<Path> layers = new ArrayList<>();
  final List<RuntimeMount> mounts = new ArrayList<>();
  ProcessUser user = ProcessUser.ROOT;
  Confinement security = Confinement.SANDBOX;
  ContainerResources resources = ContainerResources.DEFAULT;
  StepNetwork network = new StepNetwork.None();

  StepFixture(Path base) throws IOException {
    assumeTrue(UserIds.isRoot(), "a step needs root");
    assumeTrue(Files.isExecutable(BUSYBOX), "busybox-static is not installed");
    assumeTrue(HostCapabilities.find("crun").isPresent(), "crun is not installed");
    this.base = base;
    this.upper = Files.createDirectories(base.resolve("upper"));
    Path bin = Files.createDirectories(layer("busybox").resolve("bin"));
    Files.copy(BUSYBOX, bin.resolve("busybox"));
    for (String applet : APPLETS) {
      Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
    }
  }

  /// A new layer on top of the others.
  Path layer(String name) throws IOException {
    Path layer = Files.createDirectories(base.resolve(name));
    layers.add(layer);
    return layer;
  }

  int shell(String script) throws IOException, InterruptedException {
    return run("sh", "-c", script);
  }

  int run(String... command) throws IOException, InterruptedException {
    return runner().run(request(stdout, stderr, command));
  }

  StepRunner runner() {
    return new StepRunner(base.resolve("run"));
  }

  StepRequest request(OutputStream out, OutputStream err, String... command) throws IOException {
    Path work = Files.createTempDirectory(base, "work");
    return new StepRequest(
        RootStack.ofDirectories(layers, upper, work),
        new ProcessSpec(List.of(command), ENVIRONMENT, "/", user, false),
        mounts.stream().<StepMount>map(StepMount.Plain::new).toList(),
        network,
        "buildkitsandbox",
        List.of("registry:192.0.2.7", "six=[2001:db8::1]"),
        security,
        resources,
        out,
        err);
  }

  String output() {
    return stdout.toString(StandardCharsets.UTF_8);
  }

  String errors() {
    return stderr.toString(StandardCharsets.UTF_8);
  }
}
