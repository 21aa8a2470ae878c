package dev.slipway.builder.solve;

import dev.slipway.builder.graph.CopyInput;
import dev.slipway.builder.graph.Step;
import dev.slipway.builder.remote.GitRepositories;
import dev.slipway.builder.remote.HttpDownloads;
import dev.slipway.builder.remote.RemoteFiles;
import dev.slipway.builder.remote.WebAddress;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What the steps of one build fetch: each thing is asked for once, so that all of them see the
/// same.
public final class Remotes {
  private final Opening<HttpDownloads> downloads;
  private final Opening<GitRepositories> repositories;
  private final Witness witness;
  private final Map<CopyInput, RemoteFiles> found = new HashMap<>();
  private final Map<CopyInput, Object> turns = new ConcurrentHashMap<>();

  /// Is told what each address stands for, once, before anything is made of it.
  public interface Witness {
    /// Is told nothing.
    Witness NONE =
        new Witness() {
          @Override
          public void download(String address, String checksum) {}

          @Override
          public void repository(String address, String commit) {}
        };

    /// @param address without a password
    /// @param checksum `sha256:HEX`
    void download(String address, String checksum);

    /// @param address the remote without a password, and what was asked for of it after `#`
    void repository(String address, String commit);
  }

  /// Makes a part ready, when it is first asked for.
  @FunctionalInterface
  public interface Opening<T> {
    T open() throws IOException;
  }

  public Remotes(
      Opening<HttpDownloads> downloads, Opening<GitRepositories> repositories, Witness witness) {
    this.downloads = downloads;
    this.repositories = repositories;
    this.witness = witness;
  }

  /// Asks for what a step fetches, without fetching it where that is not needed.
  public void look(Step step) throws IOException, InterruptedException {
    if (step instanceof Step.Copy copy) {
      for (CopyInput input : copy.inputs()) {
        @Nullable RemoteFiles _ = find(input);
      }
    }
  }

  /// What each address stood for, as far as it was asked: a checksum or a commit.
  public synchronized SortedMap<String, String> revisions() {
    var revisions = new TreeMap<String, String>();
    found.forEach((input, files) -> revisions.put(address(input), files.revision()));
    return revisions;
  }

  private static String address(CopyInput input) {
    return switch (input) {
      case CopyInput.Download download -> WebAddress.redacted(download.address());
      case CopyInput.Repository(var address, _, _) -> {
        String remote = WebAddress.redacted(address.remote());
        yield address.ref().isEmpty() ? remote : remote + "#" + address.ref();
      }
      case CopyInput.Pattern _, CopyInput.Exact _, CopyInput.Text _ -> "";
    };
  }

  /// Gives what need not be fetched: it was read from standard input.
  public synchronized void provide(CopyInput input, RemoteFiles files) {
    found.put(input, files);
  }

  /// Null for what is not remote.
  public @Nullable RemoteFiles find(CopyInput input) throws IOException, InterruptedException {
    return switch (input) {
      case CopyInput.Pattern _, CopyInput.Exact _, CopyInput.Text _ -> null;
      case CopyInput.Download download -> once(download);
      case CopyInput.Repository repository -> once(repository);
    };
  }

  /// How old something remote is.
  public Optional<Instant> time(CopyInput input) throws IOException, InterruptedException {
    RemoteFiles files = find(input);
    return files == null ? Optional.empty() : files.time();
  }

  /// Others are fetched meanwhile: who wants the same one waits for it.
  private RemoteFiles once(CopyInput.Download input) throws IOException, InterruptedException {
    Object turn = turns.computeIfAbsent(input, _ -> new Object());
    synchronized (turn) {
      RemoteFiles known = known(input);
      if (known == null) {
        known = downloads.open().find(input.address(), input.name(), input.checksum());
        keep(input, known);
      }
      return known;
    }
  }

  private synchronized @Nullable RemoteFiles known(CopyInput input) {
    return found.get(input);
  }

  private synchronized void keep(CopyInput.Download input, RemoteFiles files) {
    witness.download(address(input), files.revision());
    found.put(input, files);
  }

  private synchronized RemoteFiles once(CopyInput.Repository input)
      throws IOException, InterruptedException {
    RemoteFiles known = found.get(input);
    if (known == null) {
      known = repositories.open().find(input);
      witness.repository(address(input), known.revision());
      found.put(input, known);
    }
    return known;
  }
}
