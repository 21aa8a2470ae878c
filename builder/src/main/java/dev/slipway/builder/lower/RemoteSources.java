package dev.slipway.builder.lower;

import dev.slipway.builder.graph.Checksum;
import dev.slipway.builder.graph.CopyInput;
import dev.slipway.builder.graph.GitAddress;
import dev.slipway.dockerfile.Add;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.Variables;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The sources of an `ADD` that are fetched.
final class RemoteSources {
  private static final String UNNAMED = "__unnamed__";

  private final Add add;
  private final @Nullable String checksum;

  RemoteSources(Add add, Variables variables) {
    this.add = add;
    String text = add.checksum() == null ? "" : add.checksum().expand(variables);
    this.checksum = text.isEmpty() ? null : text;
    if (checksum != null && add.sources().size() != 1) {
      throw Lowering.error(
          checksumSpan(),
          "checksum can't be specified for multiple sources",
          "write one ADD for each source");
    }
  }

  private Span checksumSpan() {
    return add.checksum() == null ? add.span() : add.checksum().span();
  }

  /// `COPY` fetches nothing.
  static void refuse(Template source, String address) {
    if (isHttp(address) || git(source, address).isPresent()) {
      throw Lowering.error(
          source.span(),
          isHttp(address) && git(source, address).isEmpty()
              ? "source can't be a URL for COPY"
              : "source can't be a git ref for COPY",
          "write ADD");
    }
  }

  /// What is to be fetched; null where the source is a path in the context.
  @Nullable CopyInput find(Template source, String address) {
    Optional<GitAddress> repository = git(source, address);
    if (repository.isPresent()) {
      return repository(source, repository.get());
    }
    if (isHttp(address)) {
      return new CopyInput.Download(address, name(address), checksum());
    }
    if (checksum != null) {
      throw Lowering.error(
          checksumSpan(),
          "checksum requires HTTP(S) or Git sources",
          "leave --checksum out: a file of the context is what it is");
    }
    return null;
  }

  private static boolean isHttp(String address) {
    return address.startsWith("http://") || address.startsWith("https://");
  }

  private static Optional<GitAddress> git(Template source, String address) {
    try {
      return GitAddress.parse(address);
    } catch (IllegalArgumentException mistake) {
      throw Lowering.error(
          source.span(),
          String.valueOf(mistake.getMessage()),
          "known are ref, tag, branch, subdir, checksum, keep-git-dir and submodules");
    }
  }

  private CopyInput repository(Template source, GitAddress address) {
    Boolean flag = add.keepGitDirectory();
    Boolean said = address.keepGitDirectory();
    if (flag != null && said != null && !flag.equals(said)) {
      throw Lowering.error(
          source.span(),
          "inconsistent keep-git-dir configuration",
          "say it in one place: --keep-git-dir or the address");
    }
    boolean keep = said != null ? said : flag != null && flag;
    return new CopyInput.Repository(address, keep, commit(source, address));
  }

  private @Nullable String commit(Template source, GitAddress address) {
    String said = address.checksum();
    if (checksum == null) {
      return said;
    }
    if (said != null && !said.equals(checksum)) {
      throw Lowering.error(
          source.span(),
          "checksum mismatch \"" + checksum + "\" != \"" + said + "\"",
          "say it in one place: --checksum or the address");
    }
    try {
      return GitAddress.commit(checksum);
    } catch (IllegalArgumentException mistake) {
      throw Lowering.error(
          checksumSpan(), String.valueOf(mistake.getMessage()), "write the commit's ID");
    }
  }

  private @Nullable Checksum checksum() {
    if (checksum == null) {
      return null;
    }
    return Checksum.parse(checksum)
        .orElseThrow(() ->
            Lowering.error(
                checksumSpan(),
                "invalid checksum digest format: " + checksum,
                "write sha256: and 64 hexadecimal digits in lower case"));
  }

  /// The last element of the address's path, its query aside.
  private static String name(String address) {
    int start = address.indexOf('/', address.indexOf("://") + 3);
    String path = start < 0 ? "" : address.substring(start).replaceFirst("[?#].*", "");
    String clean = path.replaceFirst("/+$", "");
    String name = decoded(clean.substring(clean.lastIndexOf('/') + 1));
    return name.isEmpty() || name.equals(".") || name.contains("/") ? UNNAMED : name;
  }

  private static String decoded(String name) {
    try {
      return java.net.URLDecoder.decode(
          name.replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return name;
    }
  }
}
