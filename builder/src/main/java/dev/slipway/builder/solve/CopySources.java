package dev.slipway.builder.solve;

import dev.slipway.builder.copy.CopyLayer;
import dev.slipway.builder.copy.CopySelector;
import dev.slipway.builder.copy.SingleFile;
import dev.slipway.builder.copy.SourceFiles;
import dev.slipway.builder.graph.CopyInput;
import dev.slipway.builder.graph.Step;
import dev.slipway.builder.remote.RemoteFiles;
import dev.slipway.dockerfile.ignore.IgnoreRules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a copy reads. What has to be fetched is asked for at once, and fetched when it is read.
final class CopySources {
  private static final int TEXT_MODE = 0644;

  private final Step.Copy step;
  private final ContextFiles files;
  private final Map<CopyInput, RemoteFiles> remote = new LinkedHashMap<>();
  private @Nullable SourceFiles given;
  private @Nullable CopyLayer layer;

  /// @param files where patterns are looked for
  CopySources(Step.Copy step, ContextFiles files, Remotes remotes)
      throws IOException, InterruptedException {
    this.step = step;
    this.files = files;
    for (CopyInput input : step.inputs()) {
      RemoteFiles found = remotes.find(input);
      if (found != null) {
        remote.put(input, found);
      }
    }
  }

  boolean areRemote() {
    return !remote.isEmpty();
  }

  /// Whether they look for patterns.
  boolean needFiles() {
    return step.inputs().stream()
        .anyMatch(input -> input instanceof CopyInput.Pattern || input instanceof CopyInput.Exact);
  }

  /// What tells the content of each without reading it; of a pattern, where it is looked for.
  List<String> identities() {
    var identities = new ArrayList<String>();
    identities.add(step.options().parents() + " " + step.options().excludes());
    for (CopyInput input : step.inputs()) {
      identities.add(
          switch (input) {
            case CopyInput.Pattern(var path) -> "pattern " + path;
            case CopyInput.Exact(var path) -> "path " + path;
            case CopyInput.Text(var name, var content) -> "text " + name + " " + content;
            case CopyInput.Download _, CopyInput.Repository _ -> fetched(input).identity();
          });
    }
    return identities;
  }

  private RemoteFiles fetched(CopyInput input) {
    return java.util.Objects.requireNonNull(remote.get(input));
  }

  /// Found once.
  CopyLayer layer() throws IOException, InterruptedException {
    if (layer == null) {
      layer = CopyLayer.of(selectors());
    }
    return layer;
  }

  /// Found in these files.
  CopyLayer layer(SourceFiles files) throws IOException, InterruptedException {
    given = files;
    return layer();
  }

  private List<CopySelector> selectors() throws IOException, InterruptedException {
    List<String> patterns = step.options().excludes();
    IgnoreRules excludes = patterns.isEmpty() ? null : IgnoreRules.of(patterns);
    var selectors = new ArrayList<CopySelector>();
    for (CopyInput input : step.inputs()) {
      selectors.add(selector(input).without(excludes));
    }
    return selectors;
  }

  private CopySelector selector(CopyInput input) throws IOException, InterruptedException {
    return switch (input) {
      case CopyInput.Pattern(var path) ->
          CopySelector.pattern(source(), path)
              .unpacking(step.options().unpackLocal())
              .withParents(step.options().parents());
      case CopyInput.Exact(var path) -> CopySelector.exactly(source(), path);
      case CopyInput.Text(var name, var content) -> text(name, content);
      case CopyInput.Download _ -> fetched(input).files().unpacking(step.options().unpackRemote());
      case CopyInput.Repository _ -> fetched(input).files();
    };
  }

  private SourceFiles source() throws IOException {
    return given == null ? files.get() : given;
  }

  /// Its time is no input: a file of the Dockerfile has none.
  private static CopySelector text(String name, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    var file =
        new SingleFile(name, TEXT_MODE, 0, bytes.length, () -> new ByteArrayInputStream(bytes));
    return CopySelector.exactly(file, file.path());
  }
}
