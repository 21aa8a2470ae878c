package dev.slipway.builder.solve;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.SecretSource;
import dev.slipway.builder.agent.AgentSocket;
import dev.slipway.builder.cache.CacheMounts;
import dev.slipway.builder.cache.Snapshots;
import dev.slipway.builder.graph.CacheDirectory;
import dev.slipway.builder.graph.Step;
import dev.slipway.runtime.RuntimeMount;
import dev.slipway.runtime.rootfs.RootStack;
import dev.slipway.runtime.step.StepMount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// The mounts of one `RUN`, made ready before it runs and given back after it.
final class RunMounts implements AutoCloseable {
  private static final int TMPFS_MODE = 01777;
  private static final int SCRIPT_MODE = 0755;

  private final BuildParts parts;
  private final LayerFiles files;
  private final Function<Step, StepResult> results;
  private final List<StepMount> mounts = new ArrayList<>();
  private final Map<String, String> variables = new TreeMap<>();
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /// @param results of the steps that the mounts take files from
  RunMounts(BuildParts parts, LayerFiles files, Function<Step, StepResult> results) {
    this.parts = parts;
    this.files = files;
    this.results = results;
  }

  /// As the runtime takes them, from the outside in.
  List<StepMount> mounts() {
    if (mounts.size() > 1) {
      mounts.sort((one, other) -> one.target().compareTo(other.target()));
    }
    return mounts;
  }

  /// One that no instruction asks for.
  void add(StepMount mount) {
    mounts.add(mount);
  }

  /// Secrets that are variables of the process.
  Map<String, String> variables() {
    return variables;
  }

  /// Mounts that are ready.
  void add(List<RuntimeMount> more) {
    more.forEach(mount -> mounts.add(new StepMount.Plain(mount)));
  }

  void open(Step.Run step) throws IOException, InterruptedException {
    var caches = new ArrayList<CacheDirectory>();
    for (var mount : step.mounts()) {
      switch (mount) {
        case dev.slipway.builder.graph.StepMount.Cache(var cache) -> caches.add(cache);
        case dev.slipway.builder.graph.StepMount.Bind bind -> open(bind);
        case dev.slipway.builder.graph.StepMount.Memory(var target, var size, var readOnly) ->
            mounts.add(
                new StepMount.Plain(
                    new RuntimeMount.Tmpfs(target, size, TMPFS_MODE, true, readOnly)));
        case dev.slipway.builder.graph.StepMount.Secret secret -> open(secret);
        case dev.slipway.builder.graph.StepMount.Agent agent -> open(agent);
        case dev.slipway.builder.graph.StepMount.Script(var target, var name, var content) ->
            mounts.add(
                new StepMount.InMemory(
                    content.getBytes(StandardCharsets.UTF_8),
                    target + "/" + name,
                    SCRIPT_MODE,
                    0,
                    0,
                    true));
      }
    }
    openCaches(caches);
  }

  private void open(dev.slipway.builder.graph.StepMount.Bind bind) throws IOException {
    Snapshots.Draft draft = parts.snapshots().draft();
    opened.push(draft);
    var stack =
        new RootStack(
            files.roots(results.apply(bind.from()).layers()), draft.upper(), draft.work());
    mounts.add(new StepMount.Files(stack, bind.source(), bind.target(), bind.readOnly()));
  }

  private void open(dev.slipway.builder.graph.StepMount.Secret secret) throws IOException {
    SecretSource source = parts.secrets().get(secret.id());
    if (source == null) {
      if (secret.required()) {
        throw BuildException.of(
            "secret " + secret.id() + ": not found",
            "build with --secret id=" + secret.id() + ",src=FILE (or env=VARIABLE)");
      }
      return;
    }
    byte[] content = read(secret.id(), source);
    if (secret.variable() != null) {
      variables.put(secret.variable(), new String(content, StandardCharsets.UTF_8));
    }
    if (secret.target() != null) {
      mounts.add(
          new StepMount.InMemory(
              content, secret.target(), secret.mode(), secret.uid(), secret.gid(), false));
    }
  }

  private static byte[] read(String id, SecretSource source) throws IOException {
    try {
      return source.read();
    } catch (NoSuchFileException missing) {
      throw BuildException.of(
              "secret " + id + ": open " + missing.getFile() + ": no such file or directory",
              "give --secret id=" + id + " a file that is there")
          .causedBy(missing);
    }
  }

  private void open(dev.slipway.builder.graph.StepMount.Agent agent)
      throws IOException, InterruptedException {
    Optional<AgentSocket> socket =
        parts.agents().open(agent.id(), agent.mode(), agent.uid(), agent.gid());
    if (socket.isPresent()) {
      opened.push(socket.get());
      mounts.add(
          new StepMount.Plain(new RuntimeMount.Bind(socket.get().path(), agent.target(), false)));
    } else if (agent.required()) {
      throw BuildException.of(
          "unset ssh forward key " + agent.id(),
          "build with --ssh "
              + agent.id()
              + (agent.id().equals("default") ? "" : "=KEY_OR_SOCKET"));
    }
  }

  /// Caches are taken in the order of their ids, so that two steps never wait for each other.
  private void openCaches(List<CacheDirectory> caches) throws IOException, InterruptedException {
    if (caches.size() > 1) {
      caches.sort((one, other) -> one.id().compareTo(other.id()));
    }
    Map<String, Path> taken = new HashMap<>();
    var filling = new CacheFilling(parts.store(), files, results);
    for (CacheDirectory cache : caches) {
      Path place = taken.get(cache.id()); // Taken twice, a locked one would wait for itself.
      if (place == null) {
        CacheMounts.Use use = parts.caches().use(cache, empty -> filling.fill(cache, empty));
        opened.push(use);
        place = use.files();
        taken.put(cache.id(), place);
      }
      mounts.add(
          new StepMount.Plain(new RuntimeMount.Bind(place, cache.target(), cache.readOnly())));
    }
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (IOException failed) {
        failure = failed;
      } catch (RuntimeException failed) {
        throw failed;
      } catch (Exception impossible) {
        throw new IllegalStateException(impossible);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
