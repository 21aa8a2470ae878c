package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// What the guides link to is there, and what they promise has its test.
class GuideLinksTest {
  private static final Path GUIDES = Program.PROJECT.resolve("docs/guides");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)#]+)(?:#[^)]*)?\\)");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everyLinkLeadsToAFile() throws IOException {
    try (Stream<Path> guides = Files.list(GUIDES)) {
      return guides.toList().stream()
          .map(guide ->
              DynamicTest.dynamicTest(
                  guide.getFileName().toString(), () -> assertThat(broken(guide)).isEmpty()));
    }
  }

  private static List<String> broken(Path guide) throws IOException {
    var broken = new ArrayList<String>();
    Matcher links = LINK.matcher(Files.readString(guide));
    while (links.find()) {
      String link = links.group(1);
      if (!link.contains("://") && !Files.exists(GUIDES.resolve(link))) {
        broken.add(link);
      }
    }
    return broken;
  }

  @Test
  void everyConstructOfTheLanguageHasATest() throws IOException {
    assertThat(rows("dockerfile.md", "## Constructs", "## Quirks")).hasSizeGreaterThan(30);
    assertThat(rows("dockerfile.md", "## Constructs", "## Quirks"))
        .allMatch(row -> row.contains("/src/test/"));
  }

  @Test
  void everyDepartureHasATest() throws IOException {
    List<String> rows = rows("compare.md", "## The Dockerfile language", "## Options of `build`");
    assertThat(rows).isNotEmpty().allMatch(row -> row.contains("/src/test/"));
  }

  @Test
  void everyOptionOfBuildHasARowWithATest() throws IOException {
    String guide = Files.readString(GUIDES.resolve("compare.md"));
    String part =
        guide.substring(
            guide.indexOf("### Each option of `docker buildx build`"),
            guide.indexOf("## Options of `run`"));
    List<String> options =
        Pattern.compile("(?m)^ +(?:-\\w, )?(--[a-z-]+) ")
            .matcher(Program.in(folder).run("build", "--help").succeeded().output())
            .results()
            .map(option -> option.group(1))
            .toList();

    assertThat(options).hasSizeGreaterThan(40);
    assertThat(options).allMatch(option -> part.contains("`" + option + "`"));
    assertThat(part.lines().filter(line -> line.startsWith("| `")))
        .allMatch(row -> row.contains("/src/test/"));
  }

  /// The rows of the tables between two headings, but for those that name the columns.
  private static List<String> rows(String guide, String from, String to) throws IOException {
    String text = Files.readString(GUIDES.resolve(guide));
    String part = text.substring(text.indexOf(from), text.indexOf(to));
    return part.lines()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| construct"))
        .filter(line -> !line.startsWith("| Docker |"))
        .toList();
  }
}
