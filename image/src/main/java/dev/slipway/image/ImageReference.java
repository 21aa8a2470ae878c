package dev.slipway.image;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The name of an image, normalised as Docker does: `golang` is `docker.io/library/golang`.
///
/// The grammar is that of the distribution project's reference package:
/// `[domain/]path[:tag][@digest]`.
public final class ImageReference implements Comparable<ImageReference> {
  public static final String DEFAULT_DOMAIN = "docker.io";
  public static final String DEFAULT_TAG = "latest";
  private static final String LEGACY_DEFAULT_DOMAIN = "index.docker.io";
  private static final String OFFICIAL = "library/";

  private final String domain;
  private final String path;
  private final @Nullable String tag;
  private final @Nullable Digest digest;

  ImageReference(String domain, String path, @Nullable String tag, @Nullable Digest digest) {
    this.domain = domain;
    this.path = path;
    this.tag = tag;
    this.digest = digest;
  }

  /// Reads a reference as users write it.
  ///
  /// @throws ImageReferenceException with Docker's message
  public static ImageReference parse(String text) {
    if (text.length() == 64 && Digest.isLowerHex(text)) {
      throw new ImageReferenceException(
          "invalid repository name (" + text + "), cannot specify 64-byte hexadecimal strings",
          "an image ID cannot be a name");
    }
    String domain = DEFAULT_DOMAIN;
    String remainder = text;
    int slash = text.indexOf('/');
    if (slash >= 0) {
      String first = text.substring(0, slash);
      if (first.equals(LEGACY_DEFAULT_DOMAIN)) {
        remainder = text.substring(slash + 1);
      } else if (isDomain(first)) {
        domain = first;
        remainder = text.substring(slash + 1);
      }
    }
    if (domain.equals(DEFAULT_DOMAIN) && remainder.indexOf('/') < 0) {
      remainder = OFFICIAL + remainder;
    }
    return ReferenceGrammar.parse(domain, remainder);
  }

  private static boolean isDomain(String first) {
    return first.equals("localhost")
        || first.indexOf('.') >= 0
        || first.indexOf(':') >= 0
        || !first.toLowerCase(Locale.ROOT).equals(first);
  }

  public String domain() {
    return domain;
  }

  /// The repository within its registry, `library/golang`.
  public String path() {
    return path;
  }

  public Optional<String> tag() {
    return Optional.ofNullable(tag);
  }

  public Optional<Digest> digest() {
    return Optional.ofNullable(digest);
  }

  /// The repository as users write it: `golang`, `quay.io/x/y`.
  public String familiarName() {
    if (!domain.equals(DEFAULT_DOMAIN)) {
      return domain + "/" + path;
    }
    boolean official = path.startsWith(OFFICIAL) && path.indexOf('/', OFFICIAL.length()) < 0;
    return official ? path.substring(OFFICIAL.length()) : path;
  }

  /// As users write it: `golang:1.19`.
  public String familiar() {
    return familiarName() + suffix();
  }

  /// `docker.io/library/golang`.
  public String fullName() {
    return domain + "/" + path;
  }

  /// In full: `docker.io/library/golang:1.19`.
  public String full() {
    return fullName() + suffix();
  }

  private String suffix() {
    return (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
  }

  /// With tag `latest` where there is neither tag nor digest.
  public ImageReference withDefaultTag() {
    return tag == null && digest == null ? withTag(DEFAULT_TAG) : this;
  }

  public ImageReference withTag(String value) {
    ReferenceGrammar.checkTag(value);
    return new ImageReference(domain, path, value, digest);
  }

  public ImageReference withDigest(Digest value) {
    return new ImageReference(domain, path, tag, value);
  }

  public boolean isSameRepository(ImageReference other) {
    return domain.equals(other.domain) && path.equals(other.path);
  }

  /// The repository alone.
  public ImageReference nameOnly() {
    return new ImageReference(domain, path, null, null);
  }

  @Override
  public int compareTo(ImageReference other) {
    return full().compareTo(other.full());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ImageReference that
        && domain.equals(that.domain)
        && path.equals(that.path)
        && Objects.equals(tag, that.tag)
        && Objects.equals(digest, that.digest);
  }

  @Override
  public int hashCode() {
    return Objects.hash(domain, path, tag, digest);
  }

  /// As users write it, as [#familiar].
  @Override
  public String toString() {
    return familiar();
  }
}
