package dev.slipway.cli.command.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.NotYet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The guide's table of `run`'s options and the command itself say the same.
class RunGuideTest {
  private static final Pattern ROW =
      Pattern.compile("\\| `--([a-z0-9-]+)` \\| (works|better|refused) \\|.*");

  private static Map<String, String> rows() throws IOException {
    Map<String, String> rows = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("../docs/guides/run.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        assertThat(rows.put(row.group(1), row.group(2))).as(row.group(1)).isNull();
      }
    }
    return rows;
  }

  @Test
  void everyOptionHasARowThatSaysWhetherItWorks() throws IOException {
    CommandSpec spec = new RunCommand().spec();
    Map<String, String> expected = new TreeMap<>();
    spec.options().stream()
        .filter(option -> !option.hidden())
        .forEach(option -> expected.put(option.name(), "works"));
    spec.notYet().forEach(option -> expected.put(option.name(), "refused"));

    assertThat(rows()).containsExactlyEntriesOf(expected);
  }

  /// `NameTest.method`, where no class of this module has that name.
  private static final Pattern NAMED_TEST =
      Pattern.compile("\\b([A-Z][A-Za-z]+Test)\\.([a-z]\\w+)");

  @Test
  void everyTestThatIsNamedIsThere() throws IOException {
    Matcher named = NAMED_TEST.matcher(Files.readString(Path.of("../docs/guides/run.md")));
    int count = 0;
    while (named.find()) {
      Path file = Path.of("../it/src/test/java/dev/slipway/it", named.group(1) + ".java");
      Path own =
          Path.of("src/test/java/dev/slipway/cli/command/container", named.group(1) + ".java");
      assertThat(Files.readString(Files.exists(own) ? own : file))
          .as(named.group())
          .contains("void " + named.group(2) + "(");
      count++;
    }
    assertThat(count).isGreaterThan(50);
  }

  @Test
  void whatIsRefusedNamesTheOption() throws IOException {
    for (NotYet option : new RunCommand().spec().notYet()) {
      assertThat(option.remedy()).as(option.name()).isNotBlank();
    }
    assertThat(new CreateCommand().spec().notYet())
        .extracting(NotYet::name)
        .contains("gpus", "attach");
  }
}
