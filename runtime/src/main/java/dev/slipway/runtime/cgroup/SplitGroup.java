package dev.slipway.runtime.cgroup;

import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Version 1: one directory for each controller.
record SplitGroup(Map<String, Path> controllers, Path mount, String path) implements ControlGroup {
  private static final int TRIES = 1000;

  private @Nullable Path directory(String controller) {
    Path root = controllers.get(controller);
    return root == null ? null : root.resolve(path);
  }

  /// @throws ContainerException this host has no such controller
  private Path required(String controller, String option) {
    Path directory = directory(controller);
    if (directory == null) {
      throw new ContainerException(
          "--" + option + ": this host has no control group controller '" + controller + "'",
          "leave it out, or boot with the controller enabled");
    }
    return directory;
  }

  @Override
  public void create() throws IOException {
    for (Path root : controllers.values()) {
      GroupFile.create(root.resolve(path));
    }
  }

  @Override
  public boolean exists() {
    return controllers.values().stream().anyMatch(root -> Files.exists(root.resolve(path)));
  }

  @Override
  public List<Path> joinFiles() {
    List<Path> files = new ArrayList<>();
    for (Path root : controllers.values()) {
      files.add(root.resolve(path).resolve(GroupFile.PROCESSES));
    }
    Path sets = processorSet();
    if (Files.exists(sets)) {
      files.add(sets.resolve(GroupFile.PROCESSES));
    }
    return files;
  }

  @Override
  public void add(long pid) throws IOException {
    for (Path file : joinFiles()) {
      GroupFile.write(file, Long.toString(pid));
    }
  }

  @Override
  public void limit(Resources wanted) throws IOException {
    if (wanted.memory() != 0 || wanted.memoryAndSwap() != 0) {
      limitMemory(required("memory", "memory"), wanted);
    }
    if (wanted.reservation() != 0) {
      set("memory", "memory.soft_limit_in_bytes", wanted.reservation(), "memory-reservation");
    }
    if (!wanted.killsForMemory()) {
      set("memory", "memory.oom_control", 1, "oom-kill-disable");
    }
    if (wanted.cpuShares() != 0) {
      set("cpu", "cpu.shares", wanted.cpuShares(), "cpu-shares");
    }
    if (wanted.cpuPeriod() != 0) {
      set("cpu", "cpu.cfs_period_us", wanted.cpuPeriod(), "cpu-period");
    }
    if (wanted.cpuQuota() != 0) {
      set("cpu", "cpu.cfs_quota_us", wanted.cpuQuota(), "cpu-quota");
    }
    if (wanted.processes() != 0) {
      String most = wanted.processes() < 0 ? "max" : Long.toString(wanted.processes());
      GroupFile.set(required("pids", "pids-limit").resolve("pids.max"), most, "pids-limit");
    }
    if (wanted.blockWeight() != 0) {
      set("blkio", "blkio.bfq.weight", wanted.blockWeight(), "blkio-weight");
    }
    limitProcessors(wanted);
  }

  @Override
  public void limit(DeviceRate rate) throws IOException {
    String option = rate.kind().option();
    GroupFile.set(required("blkio", option).resolve(rate.splitFile()), rate.split(), option);
  }

  private void set(String controller, String file, long value, String option) throws IOException {
    GroupFile.set(required(controller, option).resolve(file), Long.toString(value), option);
  }

  /// The sum of memory and swap may never be below memory alone, also for a moment.
  private static void limitMemory(Path directory, Resources wanted) throws IOException {
    Path memory = directory.resolve("memory.limit_in_bytes");
    Path both = directory.resolve("memory.memsw.limit_in_bytes");
    Long now = GroupFile.number(both);
    boolean sumFirst =
        wanted.memoryAndSwap() != 0
            && now != null
            && (wanted.memoryAndSwap() < 0 || wanted.memoryAndSwap() > now);
    if (sumFirst) {
      GroupFile.set(both, Long.toString(wanted.memoryAndSwap()), "memory-swap");
    }
    if (wanted.memory() != 0) {
      GroupFile.set(memory, Long.toString(wanted.memory()), "memory");
    }
    if (wanted.memoryAndSwap() != 0 && !sumFirst && Files.exists(both)) {
      GroupFile.set(both, Long.toString(wanted.memoryAndSwap()), "memory-swap");
    }
  }

  private Path processorSet() {
    return mount.resolve("cpuset").resolve(path);
  }

  /// A new set has no processors at all until they are named, on every level.
  private void limitProcessors(Resources wanted) throws IOException {
    if (wanted.cpus().isEmpty() && wanted.nodes().isEmpty()) {
      return;
    }
    Path root = mount.resolve("cpuset");
    if (!Files.exists(root.resolve("cpuset.cpus"))) {
      throw new ContainerException(
          "--cpuset-cpus: this host has no control group controller 'cpuset'",
          "leave it out, or boot with the controller enabled");
    }
    GroupFile.create(processorSet());
    Path level = root;
    for (Path name : Path.of(path)) {
      Path above = level;
      level = level.resolve(name);
      for (String file : List.of("cpuset.cpus", "cpuset.mems")) {
        if (GroupFile.read(level.resolve(file)).isEmpty()) {
          GroupFile.write(level.resolve(file), GroupFile.read(above.resolve(file)));
        }
      }
    }
    if (!wanted.cpus().isEmpty()) {
      GroupFile.set(level.resolve("cpuset.cpus"), wanted.cpus(), "cpuset-cpus");
    }
    if (!wanted.nodes().isEmpty()) {
      GroupFile.set(level.resolve("cpuset.mems"), wanted.nodes(), "cpuset-mems");
    }
  }

  @Override
  public void allowDevices(List<String> rules) throws IOException {
    Path devices = directory("devices");
    if (devices != null) {
      GroupFile.write(devices.resolve("devices.deny"), "a");
      for (String rule : rules) {
        GroupFile.write(devices.resolve("devices.allow"), rule);
      }
    }
  }

  @Override
  public void freeze(boolean frozen) throws IOException, InterruptedException {
    Path state = required("freezer", "pause").resolve("freezer.state");
    String wanted = frozen ? "FROZEN" : "THAWED";
    GroupFile.write(state, wanted);
    for (int tries = 0; tries < TRIES && !GroupFile.read(state).equals(wanted); tries++) {
      Thread.sleep(1);
    }
  }

  @Override
  public boolean frozen() throws IOException {
    Path freezer = directory("freezer");
    return freezer != null && GroupFile.read(freezer.resolve("freezer.state")).startsWith("FR");
  }

  @Override
  public ResourceUse use() throws IOException {
    Path memory = directory("memory");
    Path time = directory("cpuacct");
    Path count = directory("pids");
    Path blocks = directory("blkio");
    String io =
        blocks == null ? "" : GroupFile.read(blocks.resolve("blkio.throttle.io_service_bytes"));
    return new ResourceUse(
        memory == null ? 0 : memoryInUse(memory),
        memory == null ? GroupFile.machineMemory() : memoryLimit(memory),
        time == null ? 0 : orZero(GroupFile.number(time.resolve("cpuacct.usage"))),
        count == null ? 0 : orZero(GroupFile.number(count.resolve("pids.current"))),
        sum(io, "Read"),
        sum(io, "Write"));
  }

  private static long memoryInUse(Path memory) throws IOException {
    long all = orZero(GroupFile.number(memory.resolve("memory.usage_in_bytes")));
    long cache =
        GroupFile.field(GroupFile.read(memory.resolve("memory.stat")), "total_inactive_file");
    return cache < all ? all - cache : all;
  }

  private static long memoryLimit(Path memory) throws IOException {
    long machine = GroupFile.machineMemory();
    long limit = orZero(GroupFile.number(memory.resolve("memory.limit_in_bytes")));
    return limit > 0 ? Math.min(limit, machine) : machine;
  }

  private static long orZero(@Nullable Long value) {
    return value == null ? 0 : value;
  }

  private static long sum(String io, String direction) {
    long sum = 0;
    for (String line : io.split("\n", -1)) {
      String[] words = line.split(" ", -1);
      if (words.length == 3 && words[1].equals(direction)) {
        sum += Long.parseLong(words[2]);
      }
    }
    return sum;
  }

  @Override
  public long killedForMemory() throws IOException {
    Path memory = directory("memory");
    return memory == null
        ? 0
        : GroupFile.field(GroupFile.read(memory.resolve("memory.oom_control")), "oom_kill");
  }

  @Override
  public List<Long> processes() throws IOException {
    for (Path root : controllers.values()) {
      return GroupFile.processes(root.resolve(path));
    }
    return List.of();
  }

  @Override
  public void remove() throws IOException, InterruptedException {
    for (Path root : controllers.values()) {
      GroupFile.remove(root.resolve(path), root);
    }
    GroupFile.remove(processorSet(), mount.resolve("cpuset"));
  }
}
