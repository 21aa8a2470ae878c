package dev.slipway.builder.solve;

import dev.slipway.builder.graph.CopyInput;
import dev.slipway.builder.remote.GitRepositories;
import dev.slipway.builder.remote.HttpDownloads;
import dev.slipway.builder.remote.RemoteFiles;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the steps of one build fetch: each thing is asked for once, so that all of them see the
/// same.
public final class Remotes {
  private final Opening<HttpDownloads> downloads;
  private final Opening<GitRepositories> repositories;
  private final Map<CopyInput, RemoteFiles> found = new HashMap<>();

  /// Makes a part ready, when it is first asked for.
  @FunctionalInterface
  public interface Opening<T> {
    T open() throws IOException;
  }

  public Remotes(Opening<HttpDownloads> downloads, Opening<GitRepositories> repositories) {
    this.downloads = downloads;
    this.repositories = repositories;
  }

  /// Null for what is not remote.
  @Nullable RemoteFiles find(CopyInput input) throws IOException, InterruptedException {
    return switch (input) {
      case CopyInput.Pattern _, CopyInput.Exact _, CopyInput.Text _ -> null;
      case CopyInput.Download download -> once(download);
      case CopyInput.Repository repository -> once(repository);
    };
  }

  private synchronized RemoteFiles once(CopyInput.Download input)
      throws IOException, InterruptedException {
    RemoteFiles known = found.get(input);
    if (known == null) {
      known = downloads.open().find(input.address(), input.name(), input.checksum());
      found.put(input, known);
    }
    return known;
  }

  private synchronized RemoteFiles once(CopyInput.Repository input)
      throws IOException, InterruptedException {
    RemoteFiles known = found.get(input);
    if (known == null) {
      known = repositories.open().find(input);
      found.put(input, known);
    }
    return known;
  }
}
