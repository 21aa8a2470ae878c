package dev.slipway.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Namespaces of the calling platform thread. Processes that the thread starts inherit them; when
/// the thread ends they are gone, unless a process still lives in them.
public final class Namespaces {
  private static final String IDENTITY_MAP = "0 0 4294967295";

  private Namespaces() {}

  /// The kinds that a thread of a running JVM can have for itself (a user namespace is not among
  /// them: the kernel refuses it to a process with several threads).
  public enum Kind {
    MOUNT(0x0002_0000, "mnt"),
    UTS(0x0400_0000, "uts"),
    IPC(0x0800_0000, "ipc"),
    NETWORK(0x4000_0000, "net"),
    /// Of the processes that the thread starts, never of the thread itself.
    PID(0x2000_0000, "pid");

    private final int flag;
    private final String file;

    Kind(int flag, String file) {
      this.flag = flag;
      this.file = file;
    }
  }

  /// Gives this thread a mount namespace of its own, in which nothing that is mounted shows
  /// outside.
  public static void unshareMounts() throws LinuxException {
    unshare(Kind.MOUNT);
    Mounts.makeSlaveRecursive();
  }

  /// Gives this thread an empty network namespace.
  public static void unshareNetwork() throws LinuxException {
    unshare(Kind.NETWORK);
  }

  /// From now on the first process that this thread starts is process 1 of a new namespace, and all
  /// others that it starts are in there too and die with the first.
  ///
  /// The kernel refuses to start threads from this thread afterwards, Java's own pools included:
  /// let it do nothing else. (There is no way back in a user namespace.)
  public static void unsharePids() throws LinuxException {
    unshare(Kind.PID);
  }

  private static void unshare(Kind kind) throws LinuxException {
    SystemCall.check(SystemCall.raw(CallNumber.UNSHARE, kind.flag), "unshare", kind.file);
  }

  /// Puts this thread into the namespace that `file` is (such as `/proc/PID/ns/net`, or a file on
  /// which one is mounted).
  public static void enter(Path file, Kind kind) throws LinuxException {
    try (OpenFile namespace = OpenFile.read(file)) {
      long result = SystemCall.raw(CallNumber.SETNS, namespace.fd(), kind.flag);
      SystemCall.check(result, "setns", file);
    }
  }

  /// Whether this process lives in a user namespace other than the host's: then owners are mapped,
  /// overlayfs needs `userxattr`, and device nodes cannot be made.
  public static boolean inUserNamespace() {
    try {
      String map = Files.readString(Path.of("/proc/self/uid_map")).strip();
      return !map.replaceAll("\\s+", " ").equals(IDENTITY_MAP);
    } catch (IOException noUserNamespaces) {
      return false;
    }
  }

  /// How many user and group IDs exist here: 1 in a namespace with a single mapping.
  ///
  /// @param map `uid_map` or `gid_map`
  private static long mapped(String map) throws IOException {
    long sum = 0;
    for (String line : Files.readAllLines(Path.of("/proc/self", map))) {
      sum += Long.parseLong(line.strip().split("\\s+")[2]);
    }
    return sum;
  }

  /// Whether only one group is mapped, so that files cannot belong to, say, `tty`.
  public static boolean hasSingleGroup() {
    try {
      return mapped("gid_map") == 1;
    } catch (IOException noUserNamespaces) {
      return false;
    }
  }

  /// Whether only one user is mapped.
  public static boolean hasSingleUser() {
    try {
      return mapped("uid_map") == 1;
    } catch (IOException noUserNamespaces) {
      return false;
    }
  }
}
