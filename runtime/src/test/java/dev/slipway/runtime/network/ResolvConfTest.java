package dev.slipway.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResolvConfTest {
  @Test
  void theHostsServersAndSearchListCarryOver() {
    assertThat(
            ResolvConf.forContainer(
                "# made by hand\nnameserver 192.0.2.53\nsearch example.org\noptions ndots:2\n", ""))
        .isEqualTo("nameserver 192.0.2.53\nsearch example.org\noptions ndots:2\n");
  }

  @Test
  void aLoopbackServerIsReplacedByTheServersBehindIt() {
    assertThat(ResolvConf.forContainer("nameserver 127.0.0.53\n", "nameserver 192.0.2.1\n"))
        .isEqualTo("nameserver 192.0.2.1\n");
  }

  @Test
  void withoutAnyReachableServerPublicOnesAreTaken() {
    assertThat(ResolvConf.forContainer("nameserver ::1\nnameserver 127.0.0.1\n", ""))
        .isEqualTo("nameserver 8.8.8.8\nnameserver 8.8.4.4\n");
  }
}
