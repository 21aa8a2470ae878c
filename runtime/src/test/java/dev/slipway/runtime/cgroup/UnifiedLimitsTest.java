package dev.slipway.runtime.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is written to and read from the files of version 2, on files of the same names: where
/// version 1 has the controllers, the kernel has none of them.
class UnifiedLimitsTest {
  private static final long MEGABYTE = 1 << 20;

  @TempDir Path mount;
  private Path directory;
  private UnifiedGroup group;

  @BeforeEach
  void makeGroup() throws IOException {
    group = new UnifiedGroup(mount, "slipway/one");
    Files.writeString(mount.resolve("cgroup.subtree_control"), "");
    group.create();
    directory = mount.resolve("slipway/one");
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private String written(String name) throws IOException {
    return Files.readString(directory.resolve(name));
  }

  @Test
  void controllersAreAskedForAboveTheGroup() {
    assertThat(mount.resolve("cgroup.subtree_control")).content().startsWith("+");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void memoryAndSwapAreCountedApart() throws IOException {
    for (String name : new String[] {"memory.max", "memory.swap.max", "memory.low"}) {
      file(name, "");
    }
    group.limit(
        new Resources(64 * MEGABYTE, 96 * MEGABYTE, 32 * MEGABYTE, 0, 0, 0, "", "", 0, 0, true));

    assertThat(written("memory.max")).isEqualTo("67108864");
    assertThat(written("memory.swap.max")).isEqualTo("33554432");
    assertThat(written("memory.low")).isEqualTo("33554432");

    file("memory.swap.max", "");
    group.limit(new Resources(64 * MEGABYTE, -1, 0, 0, 0, 0, "", "", 0, 0, true));
    assertThat(written("memory.swap.max")).isEqualTo("max");
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "1024, 39", "262144, 10000"})
  void sharesBecomeAWeight(long shares, String weight) throws IOException {
    file("cpu.weight", "");
    group.limit(new Resources(0, 0, 0, 0, 0, shares, "", "", 0, 0, true));
    assertThat(written("cpu.weight")).isEqualTo(weight);
  }

  @ParameterizedTest
  @CsvSource({"50000, 0, 50000 100000", "50000, 20000, 50000 20000", "0, 20000, max 20000"})
  void quotaAndPeriodAreOneValue(long quota, long period, String value) throws IOException {
    file("cpu.max", "");
    group.limit(new Resources(0, 0, 0, quota, period, 0, "", "", 0, 0, true));
    assertThat(written("cpu.max")).isEqualTo(value);
  }

  @Test
  void processesDisksAndProcessorsAreLimited() throws IOException {
    for (String name : new String[] {"pids.max", "io.bfq.weight", "cpuset.cpus", "cpuset.mems"}) {
      file(name, "");
    }
    group.limit(new Resources(0, 0, 0, 0, 0, 0, "0-1", "0", 7, 500, true));

    assertThat(written("pids.max")).isEqualTo("7");
    assertThat(written("io.bfq.weight")).isEqualTo("500");
    assertThat(written("cpuset.cpus")).isEqualTo("0-1");
    assertThat(written("cpuset.mems")).isEqualTo("0");

    file("pids.max", "");
    group.limit(new Resources(0, 0, 0, 0, 0, 0, "", "", -1, 0, true));
    assertThat(written("pids.max")).isEqualTo("max");
  }

  @Test
  void disksAreSlowedDownByNumber() throws IOException {
    file("io.max", "");
    group.limit(new DeviceRate(DeviceRate.Kind.WRITE_IOPS, "8:16", 500));
    assertThat(written("io.max")).isEqualTo("8:16 wiops=500");

    var first = new DeviceRate(DeviceRate.Kind.READ_BPS, "8:0", 1048576);
    assertThat(first.splitFile() + " " + first.split())
        .isEqualTo("blkio.throttle.read_bps_device 8:0 1048576");
    assertThat(first.kind().option()).isEqualTo("device-read-bps");
    Files.delete(directory.resolve("io.max"));
    assertThatThrownBy(() -> group.limit(first))
        .hasMessage("--device-read-bps: this kernel has no io.max");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 0, 0, --memory: this kernel has no memory.max",
    "0, 1, 0, 0, 0, --memory-reservation: this kernel has no memory.low",
    "0, 0, 1, 0, 0, --cpu-shares: this kernel has no cpu.weight",
    "0, 0, 0, 1, 0, --pids-limit: this kernel has no pids.max",
    "0, 0, 0, 0, 1, --blkio-weight: this kernel has no io.bfq.weight",
  })
  void whatHasNoControllerIsRefusedByName(
      long memory, long reservation, long shares, long processes, long weight, String message) {
    var wanted =
        new Resources(memory, 0, reservation, 0, 0, shares, "", "", processes, weight, true);
    assertThatThrownBy(() -> group.limit(wanted))
        .isInstanceOf(ContainerException.class)
        .hasMessage(message);
  }

  @Test
  void useIsReadFromTheKernelsTables() throws IOException {
    file("memory.current", "5000\n");
    file("memory.stat", "anon 4000\nfile 1000\ninactive_file 900\n");
    file("memory.max", "67108864\n");
    file("memory.events", "low 0\noom 3\noom_kill 2\n");
    file("cpu.stat", "usage_usec 42\nuser_usec 40\n");
    file("pids.current", "3\n");
    file("io.stat", "8:0 rbytes=10 wbytes=20 rios=1\n8:16 rbytes=1 wbytes=2 rios=1\n");

    assertThat(group.use()).isEqualTo(new ResourceUse(4100, 67108864, 42_000, 3, 11, 22));
    assertThat(group.killedForMemory()).isEqualTo(2);

    file("memory.max", "max\n");
    assertThat(group.use().memoryLimit()).isEqualTo(GroupFile.machineMemory());
  }

  @Test
  void whatIsLeftToAUserIsFoundByTheNumberOutside() {
    assertThat(
            Delegation.unit("         0       1000          1\n         1     100000      65536\n"))
        .isEqualTo("user.slice/user-1000.slice/user@1000.service");
  }
}
