package dev.slipway.runtime.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.linux.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Runs the compiled filter as the kernel would.
class SeccompProfileTest {
  private static final int ALLOW = 0x7fff_0000;
  private static final int ERRNO = 0x0005_0000;
  private static final int X86_64 = 0xC000_003E;
  private static final int X86 = 0x4000_0003;

  @BeforeEach
  void needsX86() {
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "the numbers are those of x86-64");
  }

  @ParameterizedTest
  @CsvSource({
    "0, read",
    "41, socket",
    "59, execve",
    "101, ptrace",
    "157, prctl",
    "257, openat",
    "317, seccomp",
    "437, openat2",
    "452, fchmodat2",
    "161, chroot",
    "133, mknod",
    "466, removexattrat"
  })
  void ordinaryCallsAreAllowed(int number, String name) {
    assertThat(decide(X86_64, number)).as(name).isEqualTo(ALLOW);
  }

  @ParameterizedTest
  @CsvSource({
    "272, unshare",
    "308, setns",
    "165, mount",
    "166, umount2",
    "250, keyctl",
    "248, add_key",
    "321, bpf",
    "425, io_uring_setup",
    "304, open_by_handle_at",
    "298, perf_event_open",
    "246, kexec_load",
    "323, userfaultfd",
    "175, init_module",
    "169, reboot",
    "103, syslog",
    "237, mbind",
    "163, acct",
    "227, clock_settime",
    "428, open_tree",
    "459, lsm_get_self_attr"
  })
  void callsThatNeedMoreAreRefused(int number, String name) {
    assertThat(decide(X86_64, number)).as(name).isEqualTo(ERRNO | Errno.EPERM);
  }

  @ParameterizedTest
  @CsvSource({"435", "467", "500", "1000000", "1073741823"})
  void cloneThreeAndWhatIsNewerIsNotImplemented(int number) {
    assertThat(decide(X86_64, number)).isEqualTo(ERRNO | Errno.ENOSYS);
  }

  @Test
  void cloneMakesThreadsAndNoNamespaces() {
    assertThat(decide(X86_64, 56, 0x3d0f00)).isEqualTo(ALLOW);
    for (long flag :
        new long[] {0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000}) {
      assertThat(decide(X86_64, 56, flag | 17)).as("%x", flag).isEqualTo(ERRNO | Errno.EPERM);
      assertThat(decide(X86, 120, flag | 17)).as("%x", flag).isEqualTo(ERRNO | Errno.EPERM);
    }
  }

  @Test
  void personalityTakesTheHarmlessValues() {
    for (long value : new long[] {0, 8, 0x20000, 0x20008, 0xffffffffL}) {
      assertThat(decide(X86_64, 135, value)).as("%x", value).isEqualTo(ALLOW);
    }
    for (long value : new long[] {0x40000, 1, 0x100000008L, -1}) {
      assertThat(decide(X86_64, 135, value)).as("%x", value).isEqualTo(ERRNO | Errno.EPERM);
    }
  }

  @Test
  void socketToTheVirtualMachineHostIsRefused() {
    assertThat(decide(X86_64, 41, 2)).isEqualTo(ALLOW);
    assertThat(decide(X86_64, 41, 40)).isEqualTo(ERRNO | Errno.EPERM);
  }

  @Test
  void otherSetsOfNumbersHaveTheirOwnTable() {
    assertThat(decide(X86, 5)).as("open").isEqualTo(ALLOW);
    assertThat(decide(X86, 102)).as("socketcall").isEqualTo(ALLOW);
    assertThat(decide(X86, 310)).as("unshare").isEqualTo(ERRNO | Errno.EPERM);
    assertThat(decide(X86_64, 0x4000_0000)).as("read of x32").isEqualTo(ALLOW);
    assertThat(decide(X86_64, 0x4000_0000 + 272)).as("unshare").isEqualTo(ERRNO | Errno.EPERM);
    assertThat(decide(0x1234, 0)).as("unknown architecture").isEqualTo(0x8000_0000);
  }

  @Test
  void capabilityBringsItsCalls() {
    List<String> more = new ArrayList<>(Capabilities.DEFAULT);
    more.add("CAP_SYS_ADMIN");

    assertThat(decide(more, X86_64, 272, 0)).isEqualTo(ALLOW);
    assertThat(decide(more, X86_64, 56, 0x2000_0000)).isEqualTo(ALLOW);
    assertThat(decide(more, X86_64, 435, 0)).isEqualTo(ALLOW);
    assertThat(decide(more, X86_64, 250, 0)).isEqualTo(ERRNO | Errno.EPERM);
    assertThat(decide(List.of(), X86_64, 161, 0)).as("chroot").isEqualTo(ERRNO | Errno.EPERM);
  }

  private static int decide(int architecture, int number) {
    return decide(Capabilities.DEFAULT, architecture, number, 0);
  }

  private static int decide(int architecture, int number, long argument) {
    return decide(Capabilities.DEFAULT, architecture, number, argument);
  }

  private static int decide(
      List<String> capabilities, int architecture, int number, long argument) {
    ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());
    data.putInt(0, number).putInt(4, architecture).putLong(16, argument);
    ByteBuffer program =
        ByteBuffer.wrap(SeccompProfile.compile(capabilities)).order(ByteOrder.nativeOrder());
    int accumulator = 0;
    for (int at = 0; ; at++) {
      int code = program.getShort(at * 8);
      int ifTrue = program.get(at * 8 + 2) & 0xff;
      int ifFalse = program.get(at * 8 + 3) & 0xff;
      int operand = program.getInt(at * 8 + 4);
      switch (code) {
        case 0x20 -> accumulator = data.getInt(operand);
        case 0x05 -> at += operand;
        case 0x15 -> at += accumulator == operand ? ifTrue : ifFalse;
        case 0x35 -> at += Integer.compareUnsigned(accumulator, operand) >= 0 ? ifTrue : ifFalse;
        case 0x45 -> at += (accumulator & operand) != 0 ? ifTrue : ifFalse;
        case 0x06 -> {
          return operand;
        }
        default -> throw new AssertionError("instruction " + code);
      }
    }
  }
}
