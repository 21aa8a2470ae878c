package dev.slipway.engine.build;

import dev.slipway.builder.BuildListener;
import dev.slipway.builder.BuildRequest;
import dev.slipway.builder.LockUse;
import dev.slipway.builder.agent.Agents;
import dev.slipway.builder.lock.LockSession;
import dev.slipway.builder.lower.BuildPlan;
import dev.slipway.builder.lower.Lowering;
import dev.slipway.builder.lower.LoweringInput;
import dev.slipway.builder.lower.Vertex;
import dev.slipway.builder.remote.GitRepositories;
import dev.slipway.builder.remote.HttpDownloads;
import dev.slipway.builder.solve.Progress;
import dev.slipway.builder.solve.Remotes;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.parse.DockerfileParser;
import dev.slipway.engine.base.BaseImageSource;
import dev.slipway.engine.base.LockedBaseImages;
import dev.slipway.engine.base.MistakeSearch;
import dev.slipway.engine.input.BuildInput;
import dev.slipway.engine.registry.Registries;
import dev.slipway.engine.vocabulary.SlipwayLocations;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Compares lock files with what names and addresses stand for now, and writes them, without
/// building.
public final class DockerfileLocks {
  private final SlipwayLocations locations;
  private final Registries registries;

  public DockerfileLocks(SlipwayLocations locations, Registries registries) {
    this.locations = locations;
    this.registries = registries;
  }

  /// Asks for everything that the request's target needs.
  public LockComparison compare(BuildRequest request) throws IOException, InterruptedException {
    BuildInput input = BuildInput.local(request);
    LockSession session = session(request, input);
    return new LockComparison(input.lockFile(), session.before(), session.found());
  }

  /// Writes what is so now. Where a target is named, what is known of others stays.
  public LockComparison update(BuildRequest request) throws IOException, InterruptedException {
    BuildInput input = BuildInput.local(request);
    LockSession session = session(request, input);
    boolean whole = request.stage().target() == null;
    session.write(whole ? session.found() : session.before().with(session.found()));
    return new LockComparison(input.lockFile(), session.before(), session.found());
  }

  private LockSession session(BuildRequest request, BuildInput input)
      throws IOException, InterruptedException {
    LockSession session = LockSession.of(LockUse.WRITE, input.lockFile());
    try (ImageStore store = ImageStore.open(locations.root());
        Agents agents = new Agents(request.grants().agents(), locations.run().resolve("ssh"))) {
      var remotes =
          new Remotes(
              () -> new HttpDownloads(store),
              () -> new GitRepositories(store, request.grants().secrets(), agents),
              session);
      for (Vertex vertex :
          plan(BuildLowering.input(request, input), input.dockerfile().source(), store, session)
              .vertices()) {
        remotes.look(vertex.step());
      }
    }
    return session;
  }

  private BuildPlan plan(
      LoweringInput input, SourceFile source, ImageStore store, LockSession session)
      throws IOException {
    var progress = new Progress(BuildListener.NONE);
    try (Registries own = registries.apart();
        var images = BaseImageSource.looking(store, progress, own)) {
      Dockerfile file = DockerfileParser.parse(source.name(), source.text());
      return Lowering.lower(file, input, new LockedBaseImages(images, session));
    } catch (DockerfileException mistake) {
      throw MistakeSearch.failure(mistake);
    } catch (UncheckedIOException failed) { // Looking for a base image reads and claims files.
      throw failed.getCause();
    }
  }
}
