package dev.slipway.cli.command.container;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.progress.transfer.TransferProgress;
import dev.slipway.cli.progress.transfer.TransferProgressKind;
import dev.slipway.engine.registry.Registries;
import dev.slipway.image.ImageReference;
import dev.slipway.image.ImageReferenceException;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.client.PulledImage;
import java.io.IOException;

/// Fetches the image of a container that is about to be made.
final class MissingImage {
  private MissingImage() {}

  /// An ID names no registry.
  static boolean canBePulled(Invocation invocation, String image) throws IOException {
    try {
      ImageReference reference = ImageReference.parse(image);
      return invocation.slipway().registries().mayAsk(reference.domain());
    } catch (ImageReferenceException _) {
      return false;
    }
  }

  static void pull(Invocation invocation, String image) throws IOException, InterruptedException {
    Registries registries = invocation.slipway().registries();
    TransferProgressKind kind =
        invocation.options().flag(ContainerOptions.QUIET)
            ? TransferProgressKind.QUIET
            : TransferProgressKind.AUTO;
    PulledImage pulled;
    try (TransferProgress progress =
        kind.start(invocation.console().err(), isTerminal(invocation))) {
      pulled = registries.pull(ImageReference.parse(image), null, progress);
    } catch (RegistryException refused) {
      throw new CommandException(
          String.valueOf(refused.getMessage()),
          refused.hint() == null ? null : "remedy: " + refused.hint(),
          CommandException.USAGE);
    }
    if (kind != TransferProgressKind.QUIET) {
      invocation.console().err().print(TransferProgress.conclusion(pulled));
    }
  }

  private static boolean isTerminal(Invocation invocation) {
    return invocation.console().errIsTerminal();
  }
}
