package dev.slipway.linux;

import java.io.Closeable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A process started by `posix_spawn(3)` from the calling thread, whose namespaces and working
/// directory it gets. Beside [ProcessBuilder] it takes any descriptors, starts no thread, and needs
/// no helper process.
public final class ChildProcess implements Closeable {
  private static final short SET_SIGNAL_DEFAULTS = 0x04;
  private static final short SET_SIGNAL_MASK = 0x08;
  private static final int SIGNAL_SET_BYTES = 128;
  private static final int STRUCT_BYTES = 512;

  private final PidFd process;
  private @Nullable Integer exitCode;

  private ChildProcess(PidFd process) {
    this.process = process;
  }

  /// Starts `program`.
  ///
  /// @param arguments with the program's own name as the first
  /// @param environment `NAME=value` entries, all there are
  /// @param descriptors become 0, 1, 2 and so on; no other is inherited
  /// @throws LinuxException ENOENT, EACCES or ENOEXEC: the program cannot be run
  public static ChildProcess spawn(
      Path program,
      List<String> arguments,
      List<String> environment,
      List<? extends Pollable> descriptors)
      throws LinuxException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment actions = arena.allocate(STRUCT_BYTES, 16);
      MemorySegment attributes = arena.allocate(STRUCT_BYTES, 16);
      Spawn.check(Spawn.ACTIONS_INIT, actions.address(), 0, 0);
      Spawn.check(Spawn.ATTRIBUTES_INIT, attributes.address(), 0, 0);
      try {
        addDescriptors(actions, descriptors);
        resetSignals(arena, attributes);
        MemorySegment pid = arena.allocate(4, 4);
        int error =
            Spawn.call(
                Spawn.SPAWN,
                pid.address(),
                arena.allocateFrom(program.toString()).address(),
                actions.address(),
                attributes.address(),
                strings(arena, arguments),
                strings(arena, environment));
        if (error != 0) {
          throw new LinuxException("posix_spawn", error, program.toString());
        }
        return new ChildProcess(PidFd.open(NativeWords.getInt(pid, 0)));
      } finally {
        Spawn.call(Spawn.ACTIONS_DESTROY, actions.address(), 0, 0, 0, 0, 0);
        Spawn.call(Spawn.ATTRIBUTES_DESTROY, attributes.address(), 0, 0, 0, 0, 0);
      }
    }
  }

  private static void addDescriptors(MemorySegment actions, List<? extends Pollable> descriptors)
      throws LinuxException {
    for (int i = 0; i < descriptors.size(); i++) {
      int fd = descriptors.get(i).fd();
      if (fd != i && fd < descriptors.size()) {
        throw new LinuxException("posix_spawn", Errno.EBADF, "descriptor " + fd + " as " + i);
      }
      Spawn.check(Spawn.ACTIONS_DUPLICATE, actions.address(), fd, i);
    }
    Spawn.check(Spawn.ACTIONS_CLOSE_FROM, actions.address(), descriptors.size(), 0);
  }

  /// The child starts with no signal blocked or ignored, whatever the JVM does with its own.
  private static void resetSignals(Arena arena, MemorySegment attributes) throws LinuxException {
    MemorySegment none = arena.allocate(SIGNAL_SET_BYTES, 8);
    MemorySegment all = arena.allocate(SIGNAL_SET_BYTES, 8).fill((byte) 0xff);
    int flags = SET_SIGNAL_DEFAULTS | SET_SIGNAL_MASK;
    Spawn.check(Spawn.ATTRIBUTES_FLAGS, attributes.address(), flags, 0);
    Spawn.check(Spawn.ATTRIBUTES_MASK, attributes.address(), none.address(), 0);
    Spawn.check(Spawn.ATTRIBUTES_DEFAULTS, attributes.address(), all.address(), 0);
  }

  private static long strings(Arena arena, List<String> strings) throws LinuxException {
    MemorySegment array = arena.allocate(8 * (strings.size() + 1L), 8);
    for (int i = 0; i < strings.size(); i++) {
      String text = strings.get(i);
      if (text.indexOf('\0') >= 0) {
        throw new LinuxException("posix_spawn", Errno.EINVAL, "NUL in an argument");
      }
      MemorySegment copy = arena.allocateFrom(text, StandardCharsets.UTF_8);
      NativeWords.setLong(array, 8L * i, copy.address());
    }
    return array.address();
  }

  /// The process, to be waited for together with others, or to be signalled.
  public PidFd process() {
    return process;
  }

  public long pid() {
    return process.pid();
  }

  /// Waits for the end.
  ///
  /// @return the exit code, or 128 and the number of the signal that killed it
  public synchronized int waitFor() throws LinuxException {
    if (exitCode == null) {
      exitCode = process.reap();
    }
    return exitCode;
  }

  public void kill() throws LinuxException {
    process.signal(Signals.SIGKILL);
  }

  /// Lets go of the process, which runs on.
  @Override
  public void close() {
    process.close();
  }
}
