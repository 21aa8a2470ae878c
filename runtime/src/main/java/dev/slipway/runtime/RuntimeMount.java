package dev.slipway.runtime;

import java.nio.file.Path;
import java.util.List;

/// Something from outside of its image that a container finds at `target`, an absolute path in it.
public sealed interface RuntimeMount {
  String target();

  /// A file or directory of the host, with all that is mounted below it.
  ///
  /// @param propagation which later mounts are seen on the other side, `rprivate` for none
  record Bind(Path source, String target, boolean readOnly, String propagation)
      implements RuntimeMount {
    public Bind {
      requireAbsolute(target);
    }

    public Bind(Path source, String target, boolean readOnly) {
      this(source, target, readOnly, "rprivate");
    }
  }

  /// A file system of the kernel's, with exactly these options.
  record Kernel(String type, String source, String target, List<String> options)
      implements RuntimeMount {
    public Kernel {
      options = List.copyOf(options);
      requireAbsolute(target);
    }
  }

  /// A file or directory of the host with mount options of its own, as OCI runtimes take them.
  ///
  /// @param options `ro`, `nosuid`, `rslave`...
  record Host(Path source, String target, List<String> options) implements RuntimeMount {
    public Host {
      requireAbsolute(target);
      options = List.copyOf(options);
    }
  }

  /// An empty directory in memory.
  ///
  /// @param sizeBytes most that it holds; 0: half of the memory
  /// @param mode permission bits
  /// @param programs whether programs and device nodes in it may be used
  record Tmpfs(String target, long sizeBytes, int mode, boolean programs, boolean readOnly)
      implements RuntimeMount {
    public Tmpfs {
      requireAbsolute(target);
    }
  }

  private static void requireAbsolute(String target) {
    if (!target.startsWith("/")) {
      throw new ContainerException(
          "invalid mount path: '" + target + "' mount path must be absolute",
          "begin it with a slash");
    }
  }
}
