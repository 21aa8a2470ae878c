package dev.slipway.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.network.Bridge.Used;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BridgeTest {
  @Test
  void theFirstNetworkThatOverlapsNothingIsTaken() {
    assertThat(
            Bridge.freeNetwork(
                List.of(
                    new Used(Ipv4.parse("172.17.0.1"), 16),
                    new Used(Ipv4.parse("172.18.5.0"), 24),
                    new Used(Ipv4.parse("10.0.0.0"), 8))))
        .hasToString("172.19.0.0");
  }

  @Test
  void withoutAFreeNetworkTheUserIsTold() {
    List<Used> all =
        IntStream.range(17, 32)
            .mapToObj(i -> new Used(Ipv4.parse("172." + i + ".0.0"), 16))
            .toList();
    assertThatThrownBy(() -> Bridge.freeNetwork(all))
        .isInstanceOf(ContainerException.class)
        .hasMessageContaining("no free network");
    assertThatThrownBy(() -> Bridge.freeNetwork(List.of(new Used(Ipv4.parse("172.16.0.0"), 12))))
        .isInstanceOf(ContainerException.class);
  }

  @Test
  void theKernelsRoutesAreRead() {
    assertThat(
            RouteEntry.parse(
                List.of(
                    "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT",
                    "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0",
                    "docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0")))
        .containsExactly(
            new RouteEntry("eth0", Ipv4.parse("0.0.0.0"), 0),
            new RouteEntry("docker0", Ipv4.parse("172.17.0.0"), 16));
  }
}
