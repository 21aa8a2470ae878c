package dev.slipway.builder.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.dockerfile.check.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesTest {
  private static final Path PAGES = Path.of("../docs/rules");

  @Test
  void thereAreBuildKitsTwentyTwo() {
    assertThat(Rules.ALL).extracting(Rule::name).hasSize(22).doesNotHaveDuplicates();
  }

  @Test
  void eachHasAPageWithABadAndAGoodExample() throws IOException {
    for (Rule rule : Rules.ALL) {
      assertThat(PAGES.resolve(rule.name() + ".md"))
          .content()
          .startsWith("# " + rule.name() + "\n")
          .contains("\n## Bad\n\n```dockerfile\n", "\n## Good\n\n```dockerfile\n", rule.address());
    }
  }

  @Test
  void theGuideListsEach() throws IOException {
    List<String> guide = Files.readAllLines(PAGES.resolve("../guides/checks.md"));

    for (Rule rule : Rules.ALL) {
      assertThat(guide)
          .anyMatch(line -> line.startsWith("| [" + rule.name() + "](../rules/" + rule.name()));
    }
  }
}
