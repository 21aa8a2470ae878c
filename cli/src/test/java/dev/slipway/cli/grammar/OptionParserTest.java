package dev.slipway.cli.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.cli.CommandException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionParserTest {
  private static final Option INTERACTIVE = Option.flag("interactive", 'i', "Keep it open");
  private static final Option TTY = Option.flag("tty", 't', "Terminal");
  private static final Option REMOVE = Option.flag("rm", "Remove");
  private static final Option PUBLISH = Option.list("publish", 'p', "Ports");
  private static final Option ENVIRONMENT = Option.list("env", 'e', "Environment");
  private static final Option NAME = Option.text("name", "Name");
  private static final Option TIME = Option.integer("time", 'T', "Seconds");
  private static final Option GRACE = Option.duration("grace", "Grace");
  private static final Option HOSTS = Option.of("host-list", ValueType.COMMA_LIST, "Hosts");
  private static final Option VERBOSE =
      new Option("verbose", 'V', ValueType.COUNT, "count", "More", "", false, null);
  private static final Option OLD = Option.flag("old", "Old").asDeprecated("use --rm");

  private static final CommandSpec RUN =
      CommandSpec.of(List.of("run"), "[OPTIONS] IMAGE", "Run", Arity.atLeast(1))
          .withOptions(
              INTERACTIVE,
              TTY,
              REMOVE,
              PUBLISH,
              ENVIRONMENT,
              NAME,
              TIME,
              GRACE,
              HOSTS,
              VERBOSE,
              OLD)
          .withNotYet(NotYet.option("gpus", "leave it out"), NotYet.option("cpus", 'c', "later"))
          .stoppingAtFirstArgument();
  private static final CommandSpec LIST =
      CommandSpec.of(List.of("ls"), "[OPTIONS]", "List", Arity.between(0, 1))
          .withOptions(INTERACTIVE, PUBLISH);

  private static CommandLine run(String... words) {
    return OptionParser.parse(RUN, List.of(words));
  }

  @Test
  void shortFlagsCluster() {
    CommandLine line = run("-itp8080:80", "-eA=b", "-e", "C=d", "image");

    assertThat(line.options().flag(INTERACTIVE)).isTrue();
    assertThat(line.options().flag(TTY)).isTrue();
    assertThat(line.options().list(PUBLISH)).containsExactly("8080:80");
    assertThat(line.options().list(ENVIRONMENT)).containsExactly("A=b", "C=d");
    assertThat(line.arguments()).containsExactly("image");
  }

  @Test
  void shortFlagTakesItsValueAfterAnEqualsSign() {
    assertThat(run("-e=A=b").options().list(ENVIRONMENT)).containsExactly("A=b");
    assertThat(run("-it=false").options().flag(TTY)).isFalse();
  }

  @Test
  void optionsAfterTheFirstArgumentBelongToTheContainer() {
    CommandLine line = run("--rm", "image", "ls", "-l", "--name", "x", "--");

    assertThat(line.arguments()).containsExactly("image", "ls", "-l", "--name", "x", "--");
    assertThat(line.options().isSet(NAME)).isFalse();
  }

  @Test
  void optionsMayFollowArgumentsElsewhere() {
    CommandLine line = OptionParser.parse(LIST, List.of("one", "-i", "--", "-p", "--"));

    assertThat(line.arguments()).containsExactly("one", "-p", "--");
    assertThat(line.options().flag(INTERACTIVE)).isTrue();
    assertThat(line.options().isSet(PUBLISH)).isFalse();
  }

  @Test
  void booleanNeverTakesTheNextArgument() {
    assertThat(run("--rm", "false").arguments()).containsExactly("false");
    assertThat(run("--rm=false", "image").options().flag(REMOVE)).isFalse();
    assertThat(run("--rm=F", "image").options().flag(REMOVE)).isFalse();
    assertThat(run("--rm", "--rm=0", "image").options().flag(REMOVE)).isFalse();
  }

  @Test
  void lastValueWinsAndListsGrow() {
    CommandLine line = run("--name", "a", "--name=b", "--host-list=x,y", "--host-list", "z", "i");

    assertThat(line.options().text(NAME)).isEqualTo("b");
    assertThat(line.options().list(HOSTS)).containsExactly("x", "y", "z");
  }

  @Test
  void aLoneDashIsAnArgumentAndAnEmptyValueAValue() {
    CommandLine line = run("--name=", "-");

    assertThat(line.options().optionalText(NAME)).contains("");
    assertThat(line.arguments()).containsExactly("-");
  }

  @Test
  void aValueMayLookLikeAnOption() {
    assertThat(run("--name", "--rm", "i").options().text(NAME)).isEqualTo("--rm");
    assertThat(run("-p", "-1", "i").options().list(PUBLISH)).containsExactly("-1");
  }

  @Test
  void numbersDurationsAndCounts() {
    ParsedOptions options = run("-T", "0x10", "--grace=1m30.5s", "-VV", "-V", "i").options();

    assertThat(options.integer(TIME)).isEqualTo(16);
    assertThat(options.duration(GRACE)).isEqualTo(Duration.ofMillis(90_500));
    assertThat(options.count(VERBOSE)).isEqualTo(3);
  }

  @Test
  void helpEndsTheParsing() {
    assertThat(run("--rm", "--help", "--unknown").help()).isTrue();
    assertThat(run("image", "--help").help()).isFalse();
  }

  @Test
  void deprecatedOptionWorksWithAWarning() {
    assertThat(run("--old", "i").warnings())
        .containsExactly("Flag --old has been deprecated, use --rm");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--foo            | unknown flag: --foo",
        "--foo=bar        | unknown flag: --foo",
        "-Z               | unknown shorthand flag: 'Z' in -Z",
        "-iZt             | unknown shorthand flag: 'Z' in -Zt",
        "--name           | flag needs an argument: --name",
        "-p               | flag needs an argument: 'p' in -p",
        "-ip              | flag needs an argument: 'p' in -p",
        "---x             | bad flag syntax: ---x",
        "--=x             | bad flag syntax: --=x",
        "--rm=maybe       | invalid argument \"maybe\" for \"--rm\" flag: strconv.ParseBool: parsing \"maybe\": invalid syntax",
        "-i=3             | invalid argument \"3\" for \"-i, --interactive\" flag: strconv.ParseBool: parsing \"3\": invalid syntax",
        "-Tabc            | invalid argument \"abc\" for \"-T, --time\" flag: strconv.ParseInt: parsing \"abc\": invalid syntax",
        "--grace=5        | invalid argument \"5\" for \"--grace\" flag: time: invalid duration \"5\"",
      })
  void refusesInThePeersWords(String word, String message) {
    assertThatThrownBy(() -> run(word))
        .isInstanceOfSatisfying(
            CommandException.class,
            refused -> {
              assertThat(refused.text()).isEqualTo(message);
              assertThat(refused.exitCode()).isEqualTo(125);
              assertThat(refused.aboutUsage()).isTrue();
            });
  }

  @Test
  void unknownOptionNamesTheNearestKnownOne() {
    assertThatThrownBy(() -> run("--publsh=8080:80"))
        .isInstanceOfSatisfying(
            CommandException.class,
            refused -> assertThat(refused.hint()).isEqualTo("Did you mean --publish?"));
    assertThatThrownBy(() -> run("-I"))
        .isInstanceOfSatisfying(
            CommandException.class,
            refused -> assertThat(refused.hint()).isEqualTo("Did you mean -i (--interactive)?"));
  }

  @Test
  void anOptionThatIsNotThereYetIsNamedWithItsRemedy() {
    assertThatThrownBy(() -> run("--gpus", "all", "i"))
        .hasMessage("--gpus is not there yet: leave it out");
    assertThatThrownBy(() -> run("-c2", "i")).hasMessage("-c, --cpus is not there yet: later");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1, accepts no arguments",
    "2, 2, 1, requires 2 arguments",
    "1, 1, 0, requires 1 argument",
    "1, 2147483647, 0, requires at least 1 argument",
    "0, 1, 2, requires at most 1 argument",
    "1, 2, 3, requires at least 1 and at most 2 arguments",
  })
  void countsArgumentsInThePeersWords(int least, int most, int count, String complaint) {
    assertThat(Arity.between(least, most).complaint(count)).isEqualTo(complaint);
  }
}
