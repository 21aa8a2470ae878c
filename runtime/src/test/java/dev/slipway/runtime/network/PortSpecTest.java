package dev.slipway.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.runtime.ContainerException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortSpecTest {
  @ParameterizedTest
  @CsvSource({
    "80, 0.0.0.0:0->80/tcp",
    "0:80, 0.0.0.0:0->80/tcp",
    "8080:80, 0.0.0.0:8080->80/tcp",
    "8080:80/udp, 0.0.0.0:8080->80/udp",
    "127.0.0.1:8080:80, 127.0.0.1:8080->80/tcp",
    "127.0.0.1::80, 127.0.0.1:0->80/tcp",
    "8080:80/TCP, 0.0.0.0:8080->80/tcp",
    "[::1]:8080:80, [::1]:8080->80/tcp",
    "[fd00:0::7]::80/udp, [fd00::7]:0->80/udp",
    "[::]:8080:80, [::]:8080->80/tcp",
  })
  void onePortIsOneMapping(String text, String mapping) {
    assertThat(PortSpec.parse(text)).singleElement().hasToString(mapping);
  }

  @Test
  void rangesArePairedInOrder() {
    assertThat(PortSpec.parse("8000-8002:80-82"))
        .extracting(PortMapping::toString)
        .containsExactly("0.0.0.0:8000->80/tcp", "0.0.0.0:8001->81/tcp", "0.0.0.0:8002->82/tcp");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "x",
        "8080:",
        "0:80x",
        "8080:70000",
        "70000:80",
        "80-70:80-70",
        "80-81:80",
        "1.2.3:1:2",
        "[::1:1:2",
        "[1.2.3.4]:1:2",
        "[fd00::7%eth0]:1:2",
        "300.1.1.1:1:2",
        "80/icmp",
        "-1:80",
        "99999999999999:80",
        "0"
      })
  void whatIsNoPortIsRefusedWithTheTextThatWasGiven(String text) {
    assertThatThrownBy(() -> PortSpec.parse(text))
        .isInstanceOf(ContainerException.class)
        .hasMessageContaining("\"" + text + "\"");
  }

  @Test
  void whatIsNotBuiltYetIsNamed() {
    assertThatThrownBy(() -> PortSpec.parse("80/sctp")).hasMessageContaining("sctp");
  }

  @Test
  void theSideThatIsWrongIsNamed() {
    assertThatThrownBy(() -> PortSpec.parse("1-:80"))
        .hasMessageEndingWith(": invalid hostPort: 1-");
    assertThatThrownBy(() -> PortSpec.parse("-5:80"))
        .hasMessageEndingWith(": invalid hostPort: -5");
    assertThatThrownBy(() -> PortSpec.parse("80:1-"))
        .hasMessageEndingWith(": invalid containerPort: 1-");
    assertThatThrownBy(() -> PortSpec.parse(":80:"))
        .hasMessageEndingWith(": no port specified: :80:<empty>");
  }

  @Test
  void portsOfBothProtocolsAreNotEachOthers() {
    List<PortMapping> held = PortSpec.parse("[::]:8080:80");

    assertThatThrownBy(
            () -> HostPorts.requireUnpublished(PortSpec.parse("[::1]:8080:80").getFirst(), held))
        .hasMessage("Bind for [::1]:8080 failed: port is already allocated");
    HostPorts.requireUnpublished(PortSpec.parse("8080:80").getFirst(), held);
    HostPorts.requireUnpublished(PortSpec.parse("[::1]:8080:80/udp").getFirst(), held);
  }

  @Test
  void anAddressOfAnotherHostIsSaidToBeThat() {
    // 192.0.2.0/24 is for documentation: no host has an address of it.
    assertThatThrownBy(() -> HostPorts.reserve(PortSpec.parse("192.0.2.1:8080:80"), List.of()))
        .hasMessageContaining("cannot assign requested address")
        .isInstanceOfSatisfying(
            ContainerException.class,
            refused ->
                assertThat(refused.hint()).startsWith("192.0.2.1 is no address of this host"));
  }
}
