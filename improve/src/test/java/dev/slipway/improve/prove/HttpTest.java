package dev.slipway.improve.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTest {
  @Test
  void requestsAreRead() {
    assertThat(HttpRequest.parse("GET /?q=hello")).hasToString("GET /?q=hello");
    assertThat(HttpRequest.parse("/health")).hasToString("GET /health");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "get /", "GET x", "GET /a\r\nX: y", "GET / x"})
  void whatIsNoneIsRefused(String text) {
    assertThatThrownBy(() -> HttpRequest.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFileHasOneRequestInALine() {
    String file =
        "### one\nGET http://localhost:8080/a?b=c HTTP/1.1\nAccept: */*\n\n###\nHEAD /x\n";

    assertThat(HttpRequest.parseFile(file))
        .extracting(Object::toString)
        .containsExactly("GET /a?b=c", "HEAD /x");
  }

  @Test
  void answersAreRead() {
    assertThat(HttpClient.parse("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nhello"))
        .isEqualTo(new HttpAnswer(200, "text/plain", "hello"));
    assertThat(
            HttpClient.parse(
                "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"))
        .isEqualTo(new HttpAnswer(404, "", "abcde"));
    assertThat(HttpClient.parse("SSH-2.0-OpenSSH\r\n\r\n")).isNull();
  }
}
