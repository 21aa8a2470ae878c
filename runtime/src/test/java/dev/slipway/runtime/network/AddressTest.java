package dev.slipway.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.runtime.ContainerException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Addresses and what is said of them on the command line.
class AddressTest {
  @ParameterizedTest
  @CsvSource({
    "fd00::1, fd00::1",
    "FD00:0:0:0:0:0:0:0, fd00::",
    "::, ::",
    "::1, ::1",
    "1:0:0:2:0:0:0:3, 1:0:0:2::3",
    "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7"
  })
  void ipv6IsWrittenInItsShortForm(String text, String expected) {
    assertThat(Ipv6.parse(text)).hasToString(expected);
  }

  private static Subnet6 range(String text) {
    return Objects.requireNonNull(Subnet6.parse(text));
  }

  @Test
  void rangesOfIpv6AreCompared() {
    Subnet6 range = range("fd00:7::5/64");
    assertThat(range).hasToString("fd00:7::/64");
    assertThat(range.contains(Ipv6.parse("fd00:7::ffff"))).isTrue();
    assertThat(range.contains(Ipv6.parse("fd00:8::1"))).isFalse();
    assertThat(range.overlaps(range("fd00::/16"))).isTrue();
    assertThat(Subnet6.parse("fd00:7::/126")).isNull();
    assertThat(Subnet6.parse("10.0.0.0/8")).isNull();
    assertThat(Subnet6.drawn(List.of())).asString().matches("fd[0-9a-f:]+::/64");
  }

  @Test
  void routesOfTheHostAreNetworksInUse() {
    assertThat(
            HostNetworks6.parse(
                List.of(
                    "fd007700000000000000000000000000 40 00000000000000000000000000000000 00 "
                        + "00000000000000000000000000000000 00000100 00000001 00000000 00000001 br0",
                    "fe800000000000000000000000000000 40 00000000000000000000000000000000 00 "
                        + "00000000000000000000000000000000 00000100 00000001 00000000 00000001 br0",
                    "00000000000000000000000000000000 00 00000000000000000000000000000000 00 "
                        + "00000000000000000000000000000000 ffffffff 00000001 00000000 00200200 lo")))
        .containsExactly(range("fd00:7700::/64"));
  }

  @Test
  void aMembershipIsItsOwnText() {
    String text =
        "name=back,alias=db,alias=store,link=a:b,link-local-ip=169.254.7.7,link-local-ip=fe80::7,"
            + "ip=10.1.0.7,ip6=fd00::7,mac-address=02:42:ac:11:00:02,gw-priority=-3";
    assertThat(Membership.parse(text)).hasToString(text);
    assertThat(Membership.parse("back")).hasToString("back");
    assertThat(Membership.parse("name=back,mac-address=02-42-AC-11-00-02").mac())
        .isEqualTo("02:42:ac:11:00:02");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "name=b,ip=10.1|invalid IPv4 address: 10.1",
        "name=b,ip6=x|invalid IPv6 address: x",
        "name=b,mac-address=01:00:00:00:00:00|invalid MAC address",
        "alias=b|network name/id is not specified",
        "name=b,driver-opt=x|a bridge has no settings for one container ('driver-opt')",
        "name=b,link-local-ip=10.0.0.1|invalid link-local IP address: 10.0.0.1",
        "name=b,gw-priority=x|invalid gw-priority (x)",
        "name=b,alias=a b|invalid network alias"
      })
  void whatIsNoneIsRefused(String text, String message) {
    assertThatThrownBy(() -> Membership.parse(text))
        .isInstanceOf(ContainerException.class)
        .hasMessageContaining(message);
  }
}
