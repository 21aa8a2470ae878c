package dev.slipway.runtime.cgroup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The control group of one container, known by its path alone: any process may open it again.
public sealed interface ControlGroup permits UnifiedGroup, SplitGroup {
  /// Makes it, where it is not there.
  void create() throws IOException;

  boolean exists();

  /// Puts a process into it, with all that it starts from now on.
  void add(long pid) throws IOException;

  /// Sets limits; what is 0 stays as it is.
  ///
  /// @throws dev.slipway.runtime.ContainerException the kernel cannot limit that
  void limit(Resources resources) throws IOException;

  /// Slows the use of a disk down.
  ///
  /// @throws dev.slipway.runtime.ContainerException the kernel cannot limit that
  void limit(DeviceRate rate) throws IOException;

  /// Allows no other devices than these, in the words of the devices controller: `c 1:3 rwm`.
  void allowDevices(List<String> rules) throws IOException;

  /// Stops every process where it is, or lets them go on.
  void freeze(boolean frozen) throws IOException, InterruptedException;

  boolean frozen() throws IOException;

  ResourceUse use() throws IOException;

  /// How many processes the kernel ended for want of memory.
  long killedForMemory() throws IOException;

  /// The processes in it now.
  List<Long> processes() throws IOException;

  /// The files that a process writes its number to in order to join.
  List<Path> joinFiles();

  /// Removes it; nothing lives in it any more.
  void remove() throws IOException, InterruptedException;
}
