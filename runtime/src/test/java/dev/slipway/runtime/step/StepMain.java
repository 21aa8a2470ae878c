package dev.slipway.runtime.step;

import dev.slipway.runtime.Confinement;
import dev.slipway.runtime.ContainerResources;
import dev.slipway.runtime.ProcessSpec;
import dev.slipway.runtime.ProcessUser;
import dev.slipway.runtime.rootfs.RootStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Runs one step in a JVM of its own, which a test then kills.
final class StepMain {
  private StepMain() {}

  /// @param arguments a directory, a layer, a shell script, and a word that names the process
  public static void main(String[] arguments) throws Exception {
    Path base = Path.of(arguments[0]);
    Path upper = Files.createDirectories(base.resolve("upper-of-main"));
    Path work = Files.createDirectories(base.resolve("work-of-main"));
    var process =
        new ProcessSpec(
            List.of("sh", "-c", arguments[2], arguments[3]),
            List.of("PATH=/bin"),
            "/",
            ProcessUser.ROOT,
            false);
    new StepRunner(base.resolve("run"))
        .run(
            new StepRequest(
                RootStack.ofDirectories(List.of(Path.of(arguments[1])), upper, work),
                process,
                List.of(),
                new StepNetwork.None(),
                "main",
                List.of(),
                Confinement.SANDBOX,
                ContainerResources.DEFAULT,
                System.out,
                System.err));
  }
}
