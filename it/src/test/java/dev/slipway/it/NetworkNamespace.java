package dev.slipway.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A host of a test's own: a network without anything in it, and no containers of others. It is
/// there until this is closed or the test's process has ended.
record NetworkNamespace(Process holder, Path folder) implements AutoCloseable {
  private static final String HOLD =
      """
      mkdir -p /run/slipway && mount -t tmpfs host /run/slipway && ip link set lo up && \
      echo ready && exec cat
      """;

  /// @param folder where its programs are
  static NetworkNamespace make(Path folder) throws IOException {
    Process holder =
        new ProcessBuilder(
                "unshare", "--net", "--mount", "--propagation", "private", "sh", "-c", HOLD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (!"ready".equals(holder.inputReader().readLine())) {
      throw new IOException("no network namespace");
    }
    return new NetworkNamespace(holder, folder);
  }

  private List<String> entering() {
    return List.of("nsenter", "-t", pid(), "--net", "--mount", "--wdns=" + folder);
  }

  String pid() {
    return Long.toString(holder.pid());
  }

  /// The same program, here.
  Program enter(Program program) {
    List<String> launcher = new ArrayList<>(entering());
    launcher.addAll(program.launcher());
    return new Program(launcher, program.store(), folder, Map.of());
  }

  /// A command of words without spaces.
  Outcome say(String line) throws IOException {
    List<String> words = new ArrayList<>(entering());
    words.addAll(List.of(line.split(" ")));
    return Program.in(folder).runOther(words.toArray(String[]::new));
  }

  /// Starts a program that ends with this.
  Process start(String... words) throws IOException {
    List<String> all = new ArrayList<>(entering());
    all.addAll(List.of(words));
    return new ProcessBuilder(all)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /// A wire to another one, with an address at each end.
  void connect(NetworkNamespace other, String own, String others) throws IOException {
    say("ip link add wire type veth peer name wire netns " + other.pid()).succeeded();
    say("ip address add " + own + "/24 dev wire").succeeded();
    say("ip link set wire up").succeeded();
    other.say("ip address add " + others + "/24 dev wire").succeeded();
    other.say("ip link set wire up").succeeded();
  }

  @Override
  public void close() {
    holder.destroyForcibly();
  }
}
