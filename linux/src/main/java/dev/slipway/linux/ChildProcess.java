package dev.slipway.linux;

import java.io.Closeable;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
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
    NativeMemory actions = NativeMemory.allocate(STRUCT_BYTES);
    NativeMemory attributes = NativeMemory.allocate(STRUCT_BYTES);
    NativeMemory pid = NativeMemory.allocate(Integer.BYTES);
    NativeMemory path = NativeMemory.ofText(program.toString().getBytes(StandardCharsets.UTF_8));
    NativeMemory words = strings(arguments);
    NativeMemory variables = strings(environment);
    Spawn.check(Spawn.ACTIONS_INIT, actions.address(), 0, 0);
    Spawn.check(Spawn.ATTRIBUTES_INIT, attributes.address(), 0, 0);
    try {
      addDescriptors(actions, descriptors);
      resetSignals(attributes);
      int error =
          Spawn.call(
              Spawn.SPAWN,
              pid.address(),
              path.address(),
              actions.address(),
              attributes.address(),
              words.address(),
              variables.address());
      if (error != 0) {
        throw new LinuxException("posix_spawn", error, program.toString());
      }
      return new ChildProcess(PidFd.open(pid.getInt(0)));
    } finally {
      Spawn.call(Spawn.ACTIONS_DESTROY, actions.address(), 0, 0, 0, 0, 0);
      Spawn.call(Spawn.ATTRIBUTES_DESTROY, attributes.address(), 0, 0, 0, 0, 0);
      Reference.reachabilityFence(List.of(actions, attributes, pid, path, words, variables));
    }
  }

  private static void addDescriptors(NativeMemory actions, List<? extends Pollable> descriptors)
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
  private static void resetSignals(NativeMemory attributes) throws LinuxException {
    NativeMemory none = NativeMemory.allocate(SIGNAL_SET_BYTES);
    NativeMemory all = NativeMemory.allocate(SIGNAL_SET_BYTES);
    for (int at = 0; at < SIGNAL_SET_BYTES; at += Long.BYTES) {
      all.setLong(at, -1);
    }
    int flags = SET_SIGNAL_DEFAULTS | SET_SIGNAL_MASK;
    try {
      Spawn.check(Spawn.ATTRIBUTES_FLAGS, attributes.address(), flags, 0);
      Spawn.check(Spawn.ATTRIBUTES_MASK, attributes.address(), none.address(), 0);
      Spawn.check(Spawn.ATTRIBUTES_DEFAULTS, attributes.address(), all.address(), 0);
    } finally {
      Reference.reachabilityFence(List.of(none, all));
    }
  }

  /// An array of pointers, ended by a null, with the texts behind it.
  private static NativeMemory strings(List<String> strings) throws LinuxException {
    List<byte[]> texts = new ArrayList<>();
    int end = Long.BYTES * (strings.size() + 1);
    int size = end;
    for (String text : strings) {
      if (text.indexOf('\0') >= 0) {
        throw new LinuxException("posix_spawn", Errno.EINVAL, "NUL in an argument");
      }
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      texts.add(bytes);
      size += bytes.length + 1;
    }
    NativeMemory memory = NativeMemory.allocate(size);
    for (int i = 0; i < texts.size(); i++) {
      byte[] text = texts.get(i);
      memory.setLong(Long.BYTES * i, memory.address() + end);
      memory.put(end, text, 0, text.length);
      end += text.length + 1;
    }
    return memory;
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
