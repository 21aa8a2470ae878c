package dev.slipway.runtime.cgroup;

import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Version 2: one directory for all controllers.
record UnifiedGroup(Path mount, String path) implements ControlGroup {
  private static final List<String> CONTROLLERS = List.of("memory", "cpu", "pids", "io", "cpuset");
  private static final int TRIES = 1000;
  private static final long PERIOD = 100_000;

  private Path directory() {
    return mount.resolve(path);
  }

  @Override
  public void create() throws IOException {
    GroupFile.create(directory());
    Path level = mount;
    for (Path name : Path.of(path)) {
      for (String controller : CONTROLLERS) {
        enable(level, controller);
      }
      level = level.resolve(name);
    }
  }

  /// What cannot be enabled is missed, and told, by whoever asks for its limits.
  private static void enable(Path level, String controller) {
    try {
      GroupFile.write(level.resolve("cgroup.subtree_control"), "+" + controller);
    } catch (IOException unavailable) {
      // See above.
    }
  }

  @Override
  public boolean exists() {
    return Files.exists(directory());
  }

  @Override
  public List<Path> joinFiles() {
    return List.of(directory().resolve(GroupFile.PROCESSES));
  }

  @Override
  public void add(long pid) throws IOException {
    GroupFile.write(directory().resolve(GroupFile.PROCESSES), Long.toString(pid));
  }

  @Override
  public void limit(Resources wanted) throws IOException {
    if (wanted.memory() != 0) {
      set("memory.max", Long.toString(wanted.memory()), "memory");
    }
    if (wanted.memoryAndSwap() != 0) {
      long swap = wanted.memoryAndSwap() - wanted.memory();
      set("memory.swap.max", wanted.memoryAndSwap() < 0 ? "max" : "" + swap, "memory-swap");
    }
    if (wanted.reservation() != 0) {
      set("memory.low", Long.toString(wanted.reservation()), "memory-reservation");
    }
    if (!wanted.killsForMemory()) {
      throw new ContainerException(
          "--oom-kill-disable: control groups of version 2 cannot do that", "leave it out");
    }
    if (wanted.cpuShares() != 0) {
      // The kernel's documentation of the two scales: 2..262144 to 1..10000.
      long weight = 1 + (wanted.cpuShares() - 2) * 9999 / 262142;
      set("cpu.weight", Long.toString(Math.max(1, weight)), "cpu-shares");
    }
    if (wanted.cpuQuota() != 0 || wanted.cpuPeriod() != 0) {
      long period = wanted.cpuPeriod() == 0 ? PERIOD : wanted.cpuPeriod();
      String quota = wanted.cpuQuota() <= 0 ? "max" : Long.toString(wanted.cpuQuota());
      set("cpu.max", quota + " " + period, "cpus");
    }
    if (wanted.processes() != 0) {
      set("pids.max", wanted.processes() < 0 ? "max" : "" + wanted.processes(), "pids-limit");
    }
    if (wanted.blockWeight() != 0) {
      set("io.bfq.weight", Long.toString(wanted.blockWeight()), "blkio-weight");
    }
    if (!wanted.cpus().isEmpty()) {
      set("cpuset.cpus", wanted.cpus(), "cpuset-cpus");
    }
    if (!wanted.nodes().isEmpty()) {
      set("cpuset.mems", wanted.nodes(), "cpuset-mems");
    }
  }

  @Override
  public void limit(DeviceRate rate) throws IOException {
    set("io.max", rate.unified(), rate.kind().option());
  }

  private void set(String file, String value, String option) throws IOException {
    GroupFile.set(directory().resolve(file), value, option);
  }

  /// Version 2 has no file for it: a program that the kernel asks at each opening.
  @Override
  public void allowDevices(List<String> rules) throws IOException {
    DeviceProgram.attach(directory(), rules);
  }

  @Override
  public void freeze(boolean frozen) throws IOException, InterruptedException {
    GroupFile.write(directory().resolve("cgroup.freeze"), frozen ? "1" : "0");
    for (int tries = 0; tries < TRIES && frozen() != frozen; tries++) {
      Thread.sleep(1);
    }
  }

  @Override
  public boolean frozen() throws IOException {
    return GroupFile.field(events("cgroup.events"), "frozen") == 1;
  }

  private String events(String file) throws IOException {
    return GroupFile.read(directory().resolve(file));
  }

  @Override
  public ResourceUse use() throws IOException {
    Long memory = GroupFile.number(directory().resolve("memory.current"));
    long cache = GroupFile.field(events("memory.stat"), "inactive_file");
    long all = memory == null ? 0 : memory;
    Long limit = GroupFile.number(directory().resolve("memory.max"));
    Long count = GroupFile.number(directory().resolve("pids.current"));
    String io = events("io.stat");
    return new ResourceUse(
        cache < all ? all - cache : all,
        limit == null ? GroupFile.machineMemory() : limit,
        GroupFile.field(events("cpu.stat"), "usage_usec") * 1000,
        count == null ? 0 : count,
        sum(io, "rbytes="),
        sum(io, "wbytes="));
  }

  private static long sum(String io, String key) {
    long sum = 0;
    for (String word : io.split("\\s+", -1)) {
      if (word.startsWith(key)) {
        sum += Long.parseLong(word.substring(key.length()));
      }
    }
    return sum;
  }

  @Override
  public long killedForMemory() throws IOException {
    return GroupFile.field(events("memory.events"), "oom_kill");
  }

  @Override
  public List<Long> processes() throws IOException {
    return GroupFile.processes(directory());
  }

  @Override
  public void remove() throws IOException, InterruptedException {
    GroupFile.remove(directory(), mount);
  }
}
