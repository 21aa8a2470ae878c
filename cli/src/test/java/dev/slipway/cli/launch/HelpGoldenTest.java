package dev.slipway.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.command.CommandGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The help page of every command stands in `src/test/resources/help`; `GOLDEN=write` in the
/// environment writes them anew.
class HelpGoldenTest {
  private static final Path PAGES = Path.of("src/test/resources/help");

  static List<String> commands() {
    var root = new RootGroup();
    var commands = new ArrayList<String>();
    commands.add("");
    commands.addAll(root.verbs());
    for (String noun : root.nouns()) {
      CommandGroup group = root.noun(noun);
      commands.add(noun);
      if (group != null) {
        add(group, noun, commands);
      }
    }
    return commands;
  }

  private static void add(CommandGroup group, String noun, List<String> commands) {
    group.verbs().forEach(verb -> commands.add(noun + " " + verb));
    for (String below : group.nouns()) {
      CommandGroup found = group.group(below);
      if (found != null) {
        commands.add(noun + " " + below);
        add(found, noun + " " + below, commands);
      }
    }
  }

  private static Path page(String command) {
    return PAGES.resolve((command.isEmpty() ? "slipway" : command.replace(' ', '-')) + ".txt");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpPageIsTheReviewedOne(String command) throws IOException {
    String page = TestRun.of((command + " --help").strip()).succeeded().out();

    if ("write".equals(System.getenv("GOLDEN"))) {
      Files.createDirectories(PAGES);
      Files.writeString(page(command), page);
    }
    assertThat(page).isEqualTo(Files.readString(page(command)));
  }

  @Test
  void everyPageBelongsToACommand() throws IOException {
    var expected = new TreeSet<Path>();
    commands().forEach(command -> expected.add(page(command)));

    try (var files = Files.list(PAGES)) {
      assertThat(new TreeSet<>(files.toList())).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyNameThatACommandGoesByLeadsToIt(String command) {
    if (!command.contains(" ")) {
      return;
    }
    var root = new RootGroup();
    String[] words = command.split(" ");
    CommandGroup group = root.noun(words[0]);
    for (int i = 1; i < words.length - 1 && group != null; i++) {
      group = group.group(words[i]);
    }
    assertThat(group).isNotNull();
    if (group.group(words[words.length - 1]) != null) {
      return;
    }
    var verb = group.find(words[words.length - 1]);
    assertThat(verb).isNotNull();
    for (String name : verb.spec().names()) {
      assertThat(TestRun.of(name + " --help").code()).as(name).isZero();
    }
  }
}
