package dev.slipway.improve.prove;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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
  void aFileHasRequestsWithHeadersAndBodies() {
    List<HttpRequest> requests =
        HttpFile.parse(
            """
            @host = localhost:8080
            ### one
            GET http://{{host}}/a?b=c HTTP/1.1
            Accept: text/plain

            ###
            // a comment
            POST /x
            Content-Type: application/json

            {"a": 1}

            ###
            HEAD /y
            """);

    assertThat(requests)
        .extracting(Object::toString)
        .containsExactly("GET /a?b=c", "POST /x", "HEAD /y");
    assertThat(new String(requests.getFirst().bytes(), US_ASCII))
        .contains("Accept: text/plain\r\n")
        .doesNotContain("*/*");
    assertThat(new String(requests.get(1).bytes(), US_ASCII))
        .contains("Content-Length: 8\r\n", "Content-Type: application/json\r\n")
        .endsWith("\r\n\r\n{\"a\": 1}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GET /{{missing}}", "POST /x\n\n< body.json", "GET /x\nno header", "get /x"})
  void aFileThatCannotBeSentIsRefusedWithItsLine(String file) {
    assertThatThrownBy(() -> HttpFile.parse("\n" + file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("line 2: ");
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
