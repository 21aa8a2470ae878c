package dev.slipway.builder.graph;

import dev.slipway.builder.StepSettings;
import dev.slipway.image.Image;
import dev.slipway.image.Platform;
import dev.slipway.runtime.device.CdiDevice;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// What makes a stage's files. A step is a plain value: its parent's files and what is done to
/// them.
///
/// Steps are compared by identity where many are at hand: a value compares its whole chain.
public sealed interface Step {

  /// No files at all: `FROM scratch`.
  record Scratch() implements Step {}

  /// The files of an image.
  ///
  /// @param name as the Dockerfile has it
  record BaseImage(String name, Image image) implements Step {}

  /// `WORKDIR`: a directory and those above it, made if they are missing.
  ///
  /// @param path absolute and clean
  /// @param user who owns what is made, as `USER` has it; empty is root
  record MakeDirectory(Step parent, String path, String user) implements Step {}

  /// `COPY` and `ADD`.
  ///
  /// @param from where its [CopyInput.Pattern]s are looked for
  /// @param destination absolute; ends in `/` where it must be a directory
  /// @param add whether the instruction is `ADD`
  record Copy(
      Step parent,
      CopySource from,
      List<CopyInput> inputs,
      String destination,
      CopyOptions options,
      boolean add)
      implements Step {
    /// Copies the inputs.
    public Copy {
      inputs = List.copyOf(inputs);
    }
  }

  /// `RUN`: a process on a private overlay of the parent's files.
  ///
  /// @param environment in the order of names
  /// @param proxies variables of the environment that are in no key: a proxy changes no result
  /// @param mounts in the order of the instruction
  record Run(
      Step parent,
      List<String> arguments,
      SortedMap<String, String> environment,
      SortedMap<String, String> proxies,
      String workingDirectory,
      String user,
      List<StepMount> mounts,
      Access access)
      implements Step {
    /// Copies the lists.
    public Run {
      arguments = List.copyOf(arguments);
      mounts = List.copyOf(mounts);
    }
  }

  /// What a `RUN` has and may reach beside its files.
  ///
  /// @param insecure `--security=insecure`
  /// @param devices `--device`
  /// @param foreign what its programs are for where this machine does not run them by itself; null
  ///   where it does
  record Access(
      StepSettings settings,
      boolean insecure,
      List<CdiDevice> devices,
      @Nullable Platform foreign) {
    /// What a `RUN` without flags has.
    public static final Access DEFAULT = new Access(StepSettings.DEFAULT, false, List.of(), null);

    /// Copies the devices.
    public Access {
      devices = List.copyOf(devices);
    }
  }

  /// The step whose files this one changes; null where it starts from nothing.
  default @Nullable Step below() {
    return switch (this) {
      case Scratch() -> null;
      case BaseImage(_, _) -> null;
      case MakeDirectory(var parent, _, _) -> parent;
      case Copy copy -> copy.parent();
      case Run run -> run.parent();
    };
  }
}
