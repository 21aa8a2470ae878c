package dev.slipway.runtime.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.linux.Namespaces;
import dev.slipway.tasks.DedicatedThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepIsolationTest {
  @TempDir Path temp;
  private StepFixture step;

  @BeforeEach
  void fixture() throws IOException {
    step = new StepFixture(temp);
  }

  @Test
  void capabilitiesAreDockersDefault() throws Exception {
    assertThat(step.shell("cat /proc/self/status")).isZero();

    assertThat(step.output())
        .contains(
            "CapInh:\t0000000000000000",
            "CapPrm:\t00000000a80425fb",
            "CapEff:\t00000000a80425fb",
            "CapBnd:\t00000000a80425fb",
            "CapAmb:\t0000000000000000",
            "NoNewPrivs:\t0",
            "Seccomp:\t2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unshare -U true", "unshare -m true", "mount -t tmpfs none /bin"})
  void callThatDockerBlocksIsRefused(String command) throws Exception {
    assertThat(step.shell(command)).isNotZero();
    assertThat(step.errors()).containsPattern("not permitted|permission denied");
  }

  @ParameterizedTest
  @ValueSource(strings = {"chroot / true", "mknod /null c 1 3", "chmod 4755 /bin/busybox"})
  void callThatDockerAllowsWorks(String command) throws Exception {
    assertThat(step.shell(command)).as(step.errors()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/proc/sys/kernel/hostname", "/sys/kernel/mm/ksm/run", "/proc/sysrq-trigger"})
  void kernelSettingsAreReadOnly(String file) throws Exception {
    assertThat(step.shell("echo 0 > " + file)).isNotZero();
  }

  @Test
  void maskedFilesAreEmpty() throws Exception {
    assertThat(step.shell("cat /proc/timer_list /proc/keys; ls /sys/firmware")).isZero();
    assertThat(step.output()).isEmpty();
  }

  @Test
  void processesOfTheHostAreNotSeen() throws Exception {
    assertThat(step.shell("echo $$; ls -d /proc/[0-9]*")).isZero();
    assertThat(step.output().lines().limit(2)).containsExactly("1", "/proc/1");
  }

  @Test
  void withoutNetworkThereIsOnlyLoopback() throws Exception {
    assertThat(step.shell("ls /sys/class/net; ip addr show lo")).as(step.errors()).isZero();
    assertThat(step.output()).contains("lo\n", "127.0.0.1/8", "LOOPBACK,UP").doesNotContain("eth0");
  }

  @Test
  void hostNetworkIsTheHosts() throws Exception {
    step.network = new StepNetwork.Host();

    assertThat(step.shell("readlink /proc/self/ns/net")).as(step.errors()).isZero();
    assertThat(step.output().strip())
        .isEqualTo(Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString());
  }

  @Test
  void namespaceIsJoined() throws Exception {
    String expected =
        DedicatedThread.call(
            "namespace",
            () -> {
              Namespaces.unshareNetwork();
              Path namespace =
                  Path.of("/proc").resolve(Files.readSymbolicLink(Path.of("/proc/thread-self")));
              step.network =
                  new StepNetwork.Namespace(namespace.resolve("ns/net"), "nameserver 192.0.2.53\n");
              assertThat(step.shell("readlink /proc/self/ns/net; cat /etc/resolv.conf")).isZero();
              return Files.readSymbolicLink(namespace.resolve("ns/net")).toString();
            });

    assertThat(step.output()).isEqualTo(expected + "\nnameserver 192.0.2.53\n");
  }
}
