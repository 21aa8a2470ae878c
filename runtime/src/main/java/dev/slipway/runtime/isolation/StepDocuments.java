package dev.slipway.runtime.isolation;

import dev.slipway.runtime.Confinement;
import dev.slipway.runtime.ContainerResources;
import dev.slipway.runtime.ProcessSpec;
import dev.slipway.runtime.ProcessUser;
import dev.slipway.runtime.RuntimeMount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Makes what writes the documents of steps ready: sixty classes, which take longer to load than
/// many a step takes to run.
public final class StepDocuments {
  private StepDocuments() {}

  /// To be done beside what else the first step waits for.
  ///
  /// @return how long the document is that was written for practice
  public static int prepare() throws IOException {
    Path any = Path.of("/");
    var process = new ProcessSpec(List.of("any"), List.of("HOME=/"), "/", ProcessUser.ROOT, false);
    IsolationSpec spec =
        IsolationSpec.forStep(
            any,
            process,
            List.of(new RuntimeMount.Bind(any, "/any", true)),
            new NetworkChoice.Existing(any),
            "any",
            Confinement.SANDBOX,
            ContainerResources.DEFAULT,
            null);
    return OciConfig.write(spec, null).length;
  }
}
