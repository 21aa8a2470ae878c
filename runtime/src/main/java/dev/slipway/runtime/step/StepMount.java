package dev.slipway.runtime.step;

import dev.slipway.runtime.RuntimeMount;
import dev.slipway.runtime.rootfs.RootStack;

/// Something that a step finds at `target` beside its own layers.
public sealed interface StepMount {
  /// Absolute, in the step's root.
  String target();

  /// What any container may get: something of the host, or memory.
  record Plain(RuntimeMount mount) implements StepMount {
    @Override
    public String target() {
      return mount.target();
    }
  }

  /// A file or directory of other layers. What the step writes there goes to the upper directory of
  /// `stack` and to no layer of the step.
  ///
  /// @param source a path in the layers; symbolic links are followed inside them
  record Files(RootStack stack, String source, String target, boolean readOnly)
      implements StepMount {}

  /// A read-only file that is in memory only: no disk gets its bytes.
  ///
  /// @param mode permission bits
  /// @param program whether it may be run
  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
  record InMemory(byte[] content, String target, int mode, long uid, long gid, boolean program)
      implements StepMount {
    /// Without its content, which may be a secret.
    @Override
    public String toString() {
      return "InMemory[" + target + "]";
    }
  }
}
