package dev.slipway.builder.lower;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.ContextSource;
import dev.slipway.builder.graph.CopyInput;
import dev.slipway.builder.graph.CopyOptions;
import dev.slipway.builder.graph.CopySource;
import dev.slipway.builder.graph.GitAddress;
import dev.slipway.builder.graph.Step;
import java.util.List;
import java.util.Optional;

/// Contexts that are not on this machine, as the steps that bring their files.
///
/// As in BuildKit, their `.dockerignore` holds nothing back, owners are those of the archive, and
/// of a repository its `.git` is left out.
public final class FetchedContexts {
  private static final String ARCHIVE = "context";
  private static final CopyOptions UNPACKED =
      new CopyOptions(null, null, true, true, false, List.of(), false);

  private FetchedContexts() {}

  /// What is fetched; empty where nothing is: a directory, or no files at all.
  ///
  /// @throws BuildException the address is none
  public static Optional<CopyInput> input(ContextSource source) {
    return switch (source) {
      case ContextSource.Directory _, ContextSource.Empty _, ContextSource.Archive _ ->
          Optional.empty();
      case ContextSource.Git(var address) -> Optional.of(repository(address));
      case ContextSource.Web(var address) ->
          Optional.of(new CopyInput.Download(address, ARCHIVE, null));
    };
  }

  private static CopyInput repository(String text) {
    try {
      GitAddress address =
          GitAddress.parse(text)
              .orElseThrow(() ->
                  BuildException.of(
                      "not the address of a Git repository: " + text,
                      "write it like https://HOST/REPOSITORY.git#REF:DIRECTORY"));
      Boolean keep = address.keepGitDirectory();
      return new CopyInput.Repository(address, keep != null && keep, address.checksum());
    } catch (IllegalArgumentException mistake) {
      throw BuildException.of(
          "failed to read the context's address " + text + ": " + mistake.getMessage(),
          "known are ref, tag, branch, subdir, checksum, keep-git-dir and submodules");
    }
  }

  /// All files of what is fetched, as a root; archives are unpacked.
  public static Step step(CopyInput input) {
    return new Step.Copy(
        new Step.Scratch(), new CopySource.Context(), List.of(input), "/", UNPACKED, true);
  }

  /// What the progress calls it.
  static String title(CopyInput input) {
    return input instanceof CopyInput.Repository(var address, _, _)
        ? "[internal] load git source " + address.shown()
        : "[internal] load remote build context";
  }
}
