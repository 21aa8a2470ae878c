package dev.slipway.registry.client;

import dev.slipway.registry.RegistryException;
import dev.slipway.registry.Repository;
import dev.slipway.registry.json.JsonObject;
import dev.slipway.registry.transport.Purpose;
import dev.slipway.registry.transport.Request;
import dev.slipway.registry.transport.Response;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/// A repository's tags, page by page (OCI distribution, "Listing Tags").
final class TagPages {
  private static final int LARGEST_PAGE = 16 << 20;
  private static final int MOST_PAGES = 10_000;

  private final RegistryClient client;
  private final Repository repository;

  TagPages(RegistryClient client, Repository repository) {
    this.client = client;
    this.repository = repository;
  }

  List<String> all() throws InterruptedException {
    SequencedSet<String> tags = new LinkedHashSet<>();
    Purpose purpose = Purpose.pull(repository, "the list of tags");
    Optional<URI> next = Optional.of(URI.create("/v2/" + repository.path() + "/tags/list?n=1000"));
    for (int page = 0; next.isPresent() && page < MOST_PAGES; page++) {
      try (Response response = client.call(Request.of("GET", next.get(), purpose))) {
        if (response.status() != 200) {
          throw Failures.of(response, purpose);
        }
        boolean more = tags.addAll(JsonObject.parse(response.document(LARGEST_PAGE)).texts("tags"));
        next = more ? next(response) : Optional.empty();
      } catch (IOException broken) {
        throw Failures.of(broken, purpose);
      } catch (IllegalArgumentException malformed) {
        throw RegistryException.of(
            purpose + ": " + malformed.getMessage(), "the host may be no registry", malformed);
      }
    }
    return new ArrayList<>(tags);
  }

  /// `Link: </v2/...>; rel="next"` (RFC 8288); it must lead to the same place.
  static Optional<URI> next(Response response) {
    for (String link : response.values("link")) {
      int open = link.indexOf('<');
      int close = link.indexOf('>');
      if (open >= 0 && close > open && link.substring(close).contains("next")) {
        URI to = response.uri().resolve(link.substring(open + 1, close));
        if (String.valueOf(to.getAuthority()).equals(response.uri().getAuthority())) {
          return Optional.of(to);
        }
      }
    }
    return Optional.empty();
  }
}
