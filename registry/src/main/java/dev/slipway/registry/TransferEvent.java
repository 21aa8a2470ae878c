package dev.slipway.registry;

import dev.slipway.image.Digest;

/// Something that happened in a pull or a push, in the terms of Docker's progress output.
public sealed interface TransferEvent {

  /// What a reference led to begins to be pulled.
  ///
  /// @param label the tag or digest that was asked for
  record Pulling(String label, Repository repository) implements TransferEvent {}

  /// An image begins to be pushed.
  record Pushing(Repository repository) implements TransferEvent {}

  /// A layer has come to a stage.
  ///
  /// @param layer digest of the blob in a pull, diffID in a push
  /// @param detail the repository where the stage is [Stage#MOUNTED]; empty otherwise
  record LayerStage(Digest layer, Stage stage, String detail) implements TransferEvent {}

  /// Bytes of a layer have moved.
  ///
  /// @param total negative where it is not known yet
  record LayerBytes(Digest layer, Stage stage, long done, long total) implements TransferEvent {}

  /// Something to say; the transfer goes on.
  record Notice(String text) implements TransferEvent {}

  /// Docker's words for where a layer is.
  enum Stage {
    PULLING("Pulling fs layer"),
    WAITING("Waiting"),
    DOWNLOADING("Downloading"),
    VERIFYING("Verifying Checksum"),
    DOWNLOADED("Download complete"),
    PULLED("Pull complete"),
    PRESENT("Already exists"),
    PREPARING("Preparing"),
    UPLOADING("Pushing"),
    PUSHED("Pushed"),
    MOUNTED("Mounted from"),
    KNOWN("Layer already exists"),
    SKIPPED("Skipped foreign layer");

    private final String words;

    Stage(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }
}
