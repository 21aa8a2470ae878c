package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The options of `build` that say what its steps run with and what its image is given.
class BuildOptionsTest {
  @TempDir Path folder;
  private static Program store;
  private Program small;

  @BeforeAll
  static void prepare() throws Exception {
    Program.needRoot();
    store = ExampleStore.with("busybox");
  }

  @BeforeEach
  void enter() {
    small = store.at(folder);
  }

  private void dockerfile(String text) throws Exception {
    Files.writeString(folder.resolve("Dockerfile"), text);
  }

  private String build(String... options) throws Exception {
    return build(small, options);
  }

  private static String build(Program program, String... options) throws Exception {
    var words = new ArrayList<>(List.of("build", "--progress=plain"));
    words.addAll(List.of(options));
    words.add(".");
    Outcome built = program.run(words.toArray(new String[0]));
    assertThat(built.exitCode()).as(built.errors()).isZero();
    return built.errors();
  }

  @Test
  void hostsAreAddedAndOnlyTheirNamesCount() throws Exception {
    dockerfile("FROM busybox\nARG T=" + folder + "\nRUN cat /etc/hosts\n");

    assertThat(build("--add-host", "db:10.0.0.5,six=::1", "--add-host", "gw:host-gateway"))
        .contains("10.0.0.5\tdb")
        .contains("::1\tsix")
        .containsPattern("[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+\tgw");
    assertThat(build("--add-host", "db:10.0.0.6,six=::2", "--add-host", "gw:10.1.1.1"))
        .contains("CACHED")
        .doesNotContain("10.0.0.6\tdb");
    assertThat(build("--add-host", "other:10.0.0.5")).contains("10.0.0.5\tother");
  }

  @Test
  void limitsAndSharedMemoryHoldInStepsAndMakeOtherSteps() throws Exception {
    dockerfile(
        "FROM busybox\nARG T="
            + folder
            + "\nRUN echo soft $(ulimit -Sn) hard $(ulimit -Hn) && df -m /dev/shm | tail -n 1\n");

    assertThat(build()).containsPattern("shm +64 ");
    assertThat(build("--shm-size=96m", "--ulimit", "nofile=100:200"))
        .contains("soft 100 hard 200")
        .containsPattern("shm +96 ");
    assertThat(build("--shm-size=97m", "--ulimit", "nofile=100:200")).containsPattern("shm +97 ");
  }

  @Test
  void networkIsThatOfTheBuildWhereTheStepNamesNone() throws Exception {
    String host = Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString();
    dockerfile(
        """
        FROM busybox
        RUN echo first $(readlink /proc/self/ns/net) $(wc -l < /proc/net/route)
        RUN --network=default echo second $(wc -l < /proc/net/route)
        """);

    assertThat(build("--no-cache", "--network=none"))
        .as("a header and no route")
        .containsPattern("first net:\\S+ 1\n")
        .containsPattern("second [2-9]");
    assertThat(build("--no-cache", "--network=host"))
        .as("a caller who asks for it allows it")
        .contains("first " + host);
  }

  @Test
  void stepRunsInTheControlGroupThatIsNamed() throws Exception {
    assumeTrue(
        Files.isWritable(Path.of("/sys/fs/cgroup/pids"))
            || Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers")),
        "control groups cannot be written here");
    assumeTrue(Files.isWritable(Path.of("/sys/fs/cgroup")), "control groups are read-only here");
    String parent = "slipway-test-" + ProcessHandle.current().pid();
    dockerfile("FROM busybox\nRUN cat /proc/self/cgroup\n");
    try {
      assertThat(build("--no-cache", "--cgroup-parent", parent))
          .contains("/" + parent + "/slipway/");
    } finally {
      remove(parent);
    }
  }

  private static void remove(String group) throws Exception {
    Path root = Path.of("/sys/fs/cgroup");
    Files.deleteIfExists(root.resolve(group));
    try (var hierarchies = Files.newDirectoryStream(root)) {
      for (Path hierarchy : hierarchies) {
        Path own = hierarchy.resolve(group);
        if (Files.isDirectory(own)) {
          assertThat(own.resolve("slipway")).as("a step's own group is gone").doesNotExist();
          Files.delete(own);
        }
      }
    }
  }

  @Test
  void labelsGoBeforeTheFiles() throws Exception {
    dockerfile("FROM scratch\nLABEL a=file b=file\n");

    build("-t", "labelled", "--label", "a=given", "--label", "empty", "--load");

    Outcome shown =
        small.run("image", "inspect", "--format", "{{json .Config.Labels}}", "labelled");
    assertThat(shown.output().strip()).isEqualTo("{\"a\":\"given\",\"b\":\"file\",\"empty\":\"\"}");
  }

  @Test
  void namedStageIsMadeAnewWithAllThatStandsOnIt() throws Exception {
    dockerfile(
        """
        FROM busybox AS one
        RUN head -c 8 /dev/urandom > /one
        FROM one AS two
        RUN cp /one /two
        FROM busybox AS other
        RUN head -c 8 /dev/urandom > /other
        FROM busybox
        COPY --from=two /one /two /
        COPY --from=other /other /
        RUN cmp /one /two
        """);
    build();

    String again = build("--no-cache-filter", "one");

    assertThat(step(again, "[one 2/2]")).contains("DONE").doesNotContain("CACHED");
    assertThat(step(again, "[two 1/1]")).contains("DONE").doesNotContain("CACHED");
    assertThat(step(again, "[other 2/2]")).contains("CACHED");
  }

  /// The lines of the step that has this in its title.
  private static String step(String log, String title) {
    String number = "";
    for (String line : log.lines().toList()) {
      if (line.contains(title)) {
        number = line.substring(0, line.indexOf(' ') + 1);
      }
    }
    assertThat(number).as(title + " in " + log).isNotEmpty();
    String start = number;
    return String.join("\n", log.lines().filter(line -> line.startsWith(start)).toList());
  }

  @Test
  void proxiesOfTheCallerReachStepsAndNothingElse() throws Exception {
    dockerfile(
        "FROM busybox\nARG T=" + folder + "\nRUN env | sort; cat /proc/self/environ >/dev/null\n");
    Program behind =
        small
            .with("HTTP_PROXY", "http://user:hidden@proxy.invalid:3128")
            .with("no_proxy", "localhost");

    assertThat(build(behind, "-t", "proxied"))
        .contains("HTTP_PROXY=http://user:hidden@proxy.invalid:3128")
        .contains("http_proxy=http://user:hidden@proxy.invalid:3128")
        .contains("NO_PROXY=localhost");

    assertThat(build("-t", "direct")).as("a proxy changes no result").contains("CACHED");
    assertThat(small.run("history", "--no-trunc", "proxied").output()).doesNotContain("hidden");
    assertThat(small.run("inspect", "proxied").output()).doesNotContain("hidden");
    assertThat(small.run("buildx", "history", "inspect").succeeded().output())
        .doesNotContain("hidden");
  }

  @Test
  void proxiesOfDockersConfigurationGoBeforeTheEnvironment() throws Exception {
    Path config = Files.createDirectory(folder.resolve("docker"));
    Files.writeString(
        config.resolve("config.json"),
        """
        {"proxies": {"default": {"httpProxy": "http://configured.invalid:1"}}}
        """);
    dockerfile("FROM busybox\nRUN env\n");
    Program behind =
        small
            .with("DOCKER_CONFIG", config.toString())
            .with("HTTP_PROXY", "http://environment.invalid:1")
            .with("HTTPS_PROXY", "http://environment.invalid:2");

    assertThat(build(behind, "--no-cache"))
        .contains("HTTP_PROXY=http://configured.invalid:1")
        .contains("HTTPS_PROXY=http://environment.invalid:2");
    assertThat(build(behind, "--no-cache", "--build-arg", "http_proxy=http://given.invalid:1"))
        .contains("HTTP_PROXY=http://given.invalid:1");
  }

  @Test
  void stepsTrustTheHostsAuthoritiesAndTheImageDoesNot() throws Exception {
    Path bundle = Files.writeString(folder.resolve("bundle.crt"), "OUR-OWN-AUTHORITY\n");
    dockerfile(
        """
        FROM busybox
        ENV CURL_CA_BUNDLE=/kept
        RUN cat $SSL_CERT_FILE && echo curl $CURL_CA_BUNDLE node $NODE_EXTRA_CA_CERTS && touch /made
        """);
    Program behind = small.with("SSL_CERT_FILE", bundle.toString());

    assertThat(build(behind, "--no-cache", "--trust-host-ca", "-t", "trusting"))
        .contains("OUR-OWN-AUTHORITY")
        .contains("curl /kept node /run/slipway/ca-certificates.crt");

    assertThat(small.run("run", "--rm", "trusting", "sh", "-c", "ls -d /run/slipway; env").output())
        .doesNotContain("/run/slipway");
    assertThat(small.run("history", "--no-trunc", "trusting").output())
        .doesNotContain("/run/slipway");
    assertThat(build("--trust-host-ca=false")).as("it is in no key").contains("CACHED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--add-host=foo | invalid host foo",
        "--add-host=a:b | invalid host a:b",
        "--network=foo | network mode \"foo\" not supported",
        "--shm-size=x | invalid argument \"x\" for \"--shm-size\" flag: invalid size: 'x'",
        "--ulimit=foo=1 | invalid ulimit type: foo",
        "--ulimit=nofile=3:2 | ulimit soft limit must be less than or equal to hard limit: 3 > 2",
        "--ulimit=nofile | invalid ulimit argument: nofile",
        "--builder=foo | no builder \"foo\" found",
        "--label==x | invalid key-value pair \"=x\": empty key",
        "--no-cache-filter=nosuch | there is no stage \"nosuch\"",
        "--memory=1g | is not there yet",
        "--cpu-quota=1 | is not there yet",
        "--isolation=default | is not there yet",
        "--security-opt=seccomp=unconfined | RUN --security=insecure",
      })
  void wrongValueIsNamedWithARemedy(String option, String message) throws Exception {
    dockerfile("FROM busybox\n");

    Outcome refused = small.run("build", option, ".");

    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.errors()).contains(message).doesNotContain("\tat ");
  }
}
