package dev.slipway.image.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentProxiesTest {
  private static String proxy(Map<String, String> environment, String target) {
    return new EnvironmentProxies(environment::get)
        .find(URI.create(target))
        .map(found -> found.address().getHostString() + ":" + found.address().getPort())
        .orElse("none");
  }

  @ParameterizedTest
  @CsvSource({
    "http://h/, web:1",
    "https://h/, tls:80",
    "http://localhost/, none",
    "http://127.9.9.9/, none",
    "http://[::1]:5/, none",
    "http://a.example.com/, none",
    "http://example.com/, none",
    "http://notexample.com/, web:1",
    "http://dot.test/, web:1",
    "http://x.dot.test/, none",
    "http://10.1.2.3/, none",
    "http://11.1.2.3/, web:1",
    "http://port.test:81/, none",
    "http://port.test/, web:1",
  })
  void schemeAndExceptionsDecide(String target, String expected) {
    var environment =
        Map.of(
            "http_proxy",
            "web:1",
            "HTTPS_PROXY",
            "http://tls",
            "NO_PROXY",
            "example.com, .dot.test,10.0.0.0/8,port.test:81");

    assertThat(proxy(environment, target)).isEqualTo(expected);
  }

  @Test
  void proxyForAllIsTheLastChoiceAndAStarExceptsEverything() {
    assertThat(proxy(Map.of("ALL_PROXY", "http://all:3"), "https://h/")).isEqualTo("all:3");
    assertThat(proxy(Map.of("ALL_PROXY", "all:3", "no_proxy", "*"), "https://h/"))
        .isEqualTo("none");
    assertThat(proxy(Map.of(), "http://h/")).isEqualTo("none");
  }

  @Test
  void whatIsNoHttpProxyIsNamed() {
    assertThatThrownBy(() -> proxy(Map.of("ALL_PROXY", "socks5://h:1"), "http://x/"))
        .hasMessage("ALL_PROXY names a proxy of the kind socks5: http:// proxies are known");
    assertThatThrownBy(() -> proxy(Map.of("HTTP_PROXY", "http:// h"), "http://x/"))
        .hasMessageStartingWith("HTTP_PROXY is no address");
  }
}
