package dev.slipway.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A way to show directories with other owners: what lies there as 0 is seen as the first ID of a
/// range, and so on (mount_setattr(2), MOUNT_ATTR_IDMAP; Linux 5.12, below an overlay 5.19).
public final class MappedOwners implements AutoCloseable {
  private static final int CLONE = 1;
  private static final int RECURSIVE = 0x8000;
  private static final int EMPTY_PATH = 0x1000;
  private static final int MOVE_FROM_DESCRIPTOR = 4;
  private static final long IDMAP = 0x00100000;
  private static final int ATTRIBUTE_BYTES = 32;
  private static final int NAMESPACE_OFFSET = 24;

  /// As many as one container has: one less than there are in a usual range, as the last is the
  /// caller's.
  private static final long COUNT = 65_535;

  private final OpenFile namespace;

  private MappedOwners(OpenFile namespace) {
    this.namespace = namespace;
  }

  /// @param first the ID that 0 is seen as. The caller's own 0 lies as the one after the range, so
  ///   that root may make what an overlay needs for itself.
  /// @throws IOException no user namespace can be made
  public static MappedOwners from(long first) throws IOException {
    String map = "0 " + first + " " + COUNT + "\n" + COUNT + " 0 1\n";
    // The kernel takes the map from a namespace, which is there as long as a process is in it or
    // has it open.
    try (Pipe input = Pipe.open();
        Pipe output = Pipe.open();
        OpenFile nothing = OpenFile.readWrite(Path.of("/dev/null"));
        ChildProcess child =
            ChildProcess.spawn(
                Path.of("/usr/bin/unshare"),
                List.of("unshare", "--user", "sh", "-c", "echo; read _"),
                List.of("PATH=/usr/bin:/bin"),
                List.of(input.readEnd(), output.writeEnd(), nothing))) {
      input.readEnd().close();
      output.writeEnd().close();
      if (output.readEnd().inputStream().read() < 0) {
        throw new IOException("unshare --user ended with " + child.waitFor());
      }
      Path process = Path.of("/proc", Long.toString(child.pid()));
      for (String file : List.of("uid_map", "gid_map")) {
        Files.write(process.resolve(file), map.getBytes(StandardCharsets.US_ASCII));
      }
      OpenFile namespace = OpenFile.read(process.resolve("ns/user"));
      input.writeEnd().close();
      int _ = child.waitFor();
      return new MappedOwners(namespace);
    }
  }

  /// Shows `source` at `target` in the calling thread's mount namespace.
  ///
  /// @throws LinuxException the kernel, or the file system of `source`, cannot do it
  public void show(Path source, Path target) throws LinuxException {
    Scratch scratch = Scratch.begin();
    long tree =
        SystemCall.raw(
            CallNumber.OPEN_TREE,
            FileStatus.AT_FDCWD,
            scratch.path(source),
            CLONE | OpenFile.O_CLOEXEC | RECURSIVE);
    try (OpenFile mount =
        new OpenFile((int) SystemCall.check(tree, "open_tree", source), source.toString())) {
      Scratch words = Scratch.begin();
      NativeMemory attributes = words.allocate(ATTRIBUTE_BYTES);
      attributes.setLong(0, IDMAP);
      attributes.setLong(NAMESPACE_OFFSET, namespace.fd());
      long mapped =
          SystemCall.raw(
              CallNumber.MOUNT_SETATTR,
              mount.fd(),
              words.text(""),
              EMPTY_PATH,
              attributes.address(),
              ATTRIBUTE_BYTES);
      SystemCall.check(mapped, "mount_setattr idmap", source);
      Scratch places = Scratch.begin();
      long moved =
          SystemCall.raw(
              CallNumber.MOVE_MOUNT,
              mount.fd(),
              places.text(""),
              FileStatus.AT_FDCWD,
              places.path(target),
              MOVE_FROM_DESCRIPTOR);
      SystemCall.check(moved, "move_mount", target);
    }
  }

  @Override
  public void close() {
    namespace.close();
  }
}
