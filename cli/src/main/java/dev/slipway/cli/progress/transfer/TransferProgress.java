package dev.slipway.cli.progress.transfer;

import dev.slipway.registry.TransferEvent;
import dev.slipway.registry.TransferListener;
import dev.slipway.registry.client.PulledImage;

/// Shows a pull or a push as it goes.
public interface TransferProgress extends TransferListener, AutoCloseable {
  /// Shows nothing.
  TransferProgress QUIET =
      new TransferProgress() {
        @Override
        public void on(TransferEvent event) {
          // Nobody wants to know.
        }

        @Override
        public void close() {
          // Nothing was shown.
        }
      };

  /// Leaves the cursor below what was shown.
  @Override
  void close();

  /// Docker's last lines of a pull.
  static String conclusion(PulledImage pulled) {
    String what = pulled.isNew() ? "Downloaded newer image for " : "Image is up to date for ";
    return "Digest: "
        + pulled.digest()
        + "\nStatus: "
        + what
        + pulled.reference().familiar()
        + "\n";
  }
}
