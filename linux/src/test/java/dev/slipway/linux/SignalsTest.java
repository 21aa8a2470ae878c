package dev.slipway.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalsTest {
  @ParameterizedTest
  @CsvSource({
    "SIGTERM,15",
    "TERM,15",
    "term,15",
    "15,15",
    "sigkill,9",
    "HUP,1",
    "SYS,31",
    "CLD,17",
    "SIGRTMIN,34",
    "SIGRTMIN+3,37",
    "RTMAX,64",
    "RTMAX-1,63",
    "WINCH,28",
    "USR1,10"
  })
  void everySpellingIsUnderstood(String text, int number) {
    assertThat(Signals.number(text)).hasValue(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "65", "-1", "SIG", "NOPE", "SIGRTMIN+40", "RTMAX+1", "1x"})
  void otherTextIsNoSignal(String text) {
    assertThat(Signals.number(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 15, 31, 34, 37, 64})
  void nameIsReadBack(int number) {
    assertThat(Signals.number(Signals.name(number))).hasValue(number);
  }
}
