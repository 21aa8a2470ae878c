package dev.slipway.engine.input;

import dev.slipway.builder.Attestations;
import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildRequest;
import dev.slipway.builder.ContextSource;
import dev.slipway.builder.ProxyArguments;
import dev.slipway.builder.attest.BuildFacts;
import dev.slipway.builder.attest.MetadataProvenance;
import dev.slipway.builder.attest.WrittenAttestations;
import dev.slipway.builder.export.AttestedImages;
import dev.slipway.builder.export.BuiltStage;
import dev.slipway.builder.remote.WorkingCopy;
import dev.slipway.builder.solve.BuildParts;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The commit that a build's context is of, asked for when it is needed, and what is said of it.
public final class ContextCommit {
  private static final String EPOCH = "SOURCE_DATE_EPOCH";

  private final @Nullable Path context;
  private final ImageStore store;
  private final Instant started = Instant.now();
  private @Nullable WorkingCopy found;
  private boolean asked;

  /// @param context null where it is no directory of this machine
  public ContextCommit(@Nullable Path context, ImageStore store) {
    this.context = context;
    this.store = store;
  }

  private Optional<WorkingCopy> find() throws IOException, InterruptedException {
    if (!asked) {
      found = context == null ? null : WorkingCopy.find(context, store).orElse(null);
      asked = true;
    }
    return Optional.ofNullable(found);
  }

  /// With the commit's time as its epoch, where the build is to be reproducible and names none.
  public BuildRequest timed(BuildRequest request) throws IOException, InterruptedException {
    var arguments = new TreeMap<>(request.stage().arguments());
    if (!request.outputs().reproducible() || !arguments.getOrDefault(EPOCH, "").isEmpty()) {
      return request;
    }
    if (request.sources().context() instanceof ContextSource.Git) {
      arguments.put(EPOCH, "context"); // The lowering asks for its time.
      return request.withBuildArguments(arguments);
    }
    WorkingCopy copy =
        find()
            .orElseThrow(() ->
                BuildException.of(
                    "--reproducible: "
                        + (context == null ? "the context" : context)
                        + " is of no Git commit",
                    "commit it, or set SOURCE_DATE_EPOCH to the time that the image is to show"));
    arguments.put(EPOCH, Long.toString(copy.seconds()));
    return request.withBuildArguments(arguments);
  }

  /// The address of a proxy may hold a password.
  private static SortedMap<String, String> withoutProxies(Map<String, String> arguments) {
    var kept = new TreeMap<>(arguments);
    kept.keySet().removeIf(ProxyArguments::contains);
    return kept;
  }

  /// What is to be said of the build's images, where something is.
  public AttestedImages attestations(BuildRequest request, Dockerfile file, BuildParts parts)
      throws IOException, InterruptedException {
    Attestations asked = request.outputs().attestations();
    if (asked.areNone()) {
      return AttestedImages.NONE;
    }
    return new WrittenAttestations(store, asked, facts(request, file, parts, source()));
  }

  /// What `--metadata-file` says of how the images were made, where it is asked for.
  public SortedMap<String, Map<String, Object>> provenance(
      BuildRequest request, Dockerfile file, BuildParts parts, List<BuiltStage> built) {
    if (!request.insight().provenance()) {
      return Collections.emptySortedMap();
    }
    BuildFacts facts = facts(request, file, parts, null);
    return new MetadataProvenance(facts, request.sources().context()).of(built);
  }

  private BuildFacts facts(
      BuildRequest request, Dockerfile file, BuildParts parts, BuildFacts.@Nullable Source source) {
    return new BuildFacts(
        request.image().tags(),
        new BuildFacts.Dockerfile(file.source().name(), file.source().text()),
        source,
        request.stage().target(),
        withoutProxies(request.stage().arguments()),
        new TreeSet<>(request.grants().secrets().keySet()),
        new TreeSet<>(request.grants().agents().keySet()),
        parts.remotes()::revisions,
        started);
  }

  private BuildFacts.@Nullable Source source() throws IOException, InterruptedException {
    return find()
        .map(copy ->
            new BuildFacts.Source(
                copy.origin().isEmpty() ? "git+file:///" : "git+" + copy.origin(), copy.commit()))
        .orElse(null);
  }
}
