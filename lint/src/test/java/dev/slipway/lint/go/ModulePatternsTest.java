package dev.slipway.lint.go;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModulePatternsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "git.corp.internal; git.corp.internal/team/lib; true",
        "github.com/acme; github.com/acme/lib; true",
        "github.com/acme; github.com/acmeandsons/lib; false",
        "github.com/acme/lib; github.com/acme; false",
        "*.corp.example; git.corp.example/lib; true",
        "*.corp.example; corp.example/lib; false",
        "a.b,github.com/a*/x ; github.com/acme/x/v2; true",
        "''; github.com/acme/x; false",
      })
  void coversWhatBeginsWithThePattern(String patterns, String module, boolean covered) {
    assertThat(ModulePatterns.cover(patterns, module)).isEqualTo(covered);
  }
}
