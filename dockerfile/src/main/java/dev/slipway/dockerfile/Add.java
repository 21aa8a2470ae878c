package dev.slipway.dockerfile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// `ADD [--chown=O] [--chmod=M] [--link] [--exclude=P]... [--checksum=S] [--unpack[=B]]
/// [--keep-git-dir[=B]] source... destination`: a copy that unpacks local archives and fetches
/// addresses.
///
/// @param checksum what the one fetched file, or the git commit, must be
/// @param unpack whether archives are unpacked, fetched ones too; null is local ones only
/// @param keepGitDirectory whether `.git` of a repository is kept; null is what the address says,
///   else no
public record Add(
    Span span,
    String source,
    Transfer transfer,
    @Nullable Template checksum,
    @Nullable Boolean unpack,
    @Nullable Boolean keepGitDirectory)
    implements Instruction {

  /// See [Transfer#sources].
  public List<Template> sources() {
    return transfer.sources();
  }

  /// See [Transfer#destination].
  public Template destination() {
    return transfer.destination();
  }

  /// See [Transfer#chown].
  public @Nullable Template chown() {
    return transfer.chown();
  }

  /// See [Transfer#chmod].
  public @Nullable Template chmod() {
    return transfer.chmod();
  }
}
