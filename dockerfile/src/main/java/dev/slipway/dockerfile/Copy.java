package dev.slipway.dockerfile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// `COPY [--from=F] [--chown=O] [--chmod=M] [--link] [--parents] [--exclude=P]... source...
/// destination`.
///
/// @param from a stage's name or number, a named context or an image; null is the build context.
///   Never expanded.
/// @param parents whether the sources' parent directories are made at the destination; those before
///   a `/./` are not
public record Copy(
    Span span, String source, @Nullable Word from, Transfer transfer, boolean parents)
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
