package dev.slipway.builder.remote;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.graph.Checksum;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.web.EnvironmentProxies;
import dev.slipway.image.web.TrustedCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongConsumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/// Fetches files by HTTP. A server is asked first whether a file is still what it was, where it
/// said enough about it the last time; nothing but that is kept from one build to the next.
public final class HttpDownloads {
  private static final int MOST_REDIRECTS = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int BUFFER = 1 << 16;
  private static final long TELL_AFTER = 512 << 10;

  private final ImageStore store;
  private final KnownDownloads known;
  private final DownloadListener listener;
  private final EnvironmentProxies proxies = new EnvironmentProxies(System::getenv);
  private @Nullable SSLContext trust;

  public HttpDownloads(ImageStore store) throws IOException {
    this(store, DownloadListener.NONE);
  }

  public HttpDownloads(ImageStore store, DownloadListener listener) throws IOException {
    this.store = store;
    this.listener = listener;
    this.known = new KnownDownloads(store);
  }

  /// A file on this machine's disk, for as long as the store is open.
  ///
  /// @param checksum of its bytes
  /// @param seconds since 1970, what the server says of its last change; 0 where it says nothing
  record Fetched(Path file, Checksum checksum, long seconds) {}

  /// Looks what is at an address; with a checksum nobody needs to be asked.
  ///
  /// @param name what the file is called
  public RemoteFiles find(String address, String name, @Nullable Checksum checksum)
      throws IOException, InterruptedException {
    if (checksum != null) {
      return new DownloadedFile(this, address, name, checksum, null);
    }
    Optional<KnownDownload> before = known.find(address);
    try (Download answer = get(address, before.orElse(null))) {
      if (answer.status() == 304 && before.isPresent()) {
        return new DownloadedFile(this, address, name, before.get().checksum(), null);
      }
      Fetched fetched = save(address, answer, "sha256");
      known.put(
          address,
          new KnownDownload(
              fetched.checksum(), answer.header("ETag"), answer.header("Last-Modified")));
      return new DownloadedFile(this, address, name, fetched.checksum(), fetched);
    }
  }

  /// Fetches it whatever is known of it.
  Fetched fetch(String address, Checksum expected) throws IOException, InterruptedException {
    try (Download answer = get(address, null)) {
      Fetched fetched = save(address, answer, expected.algorithm());
      if (!fetched.checksum().equals(expected)) {
        Files.delete(fetched.file());
        throw BuildException.of(
            "digest mismatch for "
                + WebAddress.redacted(address)
                + ": "
                + fetched.checksum()
                + " (expected: "
                + expected
                + ")",
            "if the file was changed on purpose, write its new checksum");
      }
      return fetched;
    }
  }

  private Download get(String address, @Nullable KnownDownload before)
      throws IOException, InterruptedException {
    WebAddress at = WebAddress.of(address);
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(proxies.selector())
            .sslContext(trust(address))
            .build();
    boolean answered = false;
    try {
      var answer = new Download(client, answer(client, at, address, before));
      answered = true;
      return answer;
    } finally {
      if (!answered) {
        Download.end(client);
      }
    }
  }

  private HttpResponse<InputStream> answer(
      HttpClient client, WebAddress from, String address, @Nullable KnownDownload before)
      throws IOException, InterruptedException {
    WebAddress at = from;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpResponse<InputStream> response = send(client, request(at, before, address), address);
      int status = response.statusCode();
      Optional<String> location = response.headers().firstValue("Location");
      if (status / 100 == 3 && status != 304 && location.isPresent()) {
        response.body().close();
        at = redirected(at, location.get(), address);
      } else if (status / 100 == 2 || (status == 304 && before != null)) {
        return response;
      } else {
        response.body().close();
        throw BuildException.of(
            "invalid response status " + status + " of " + WebAddress.redacted(address),
            "check the address; only public files can be added");
      }
    }
    throw BuildException.of(
        "stopped after " + MOST_REDIRECTS + " redirects: " + WebAddress.redacted(address),
        "write the address where the file is");
  }

  private static WebAddress redirected(WebAddress from, String location, String address) {
    try {
      WebAddress next = from.redirected(location);
      String scheme = next.uri().getScheme();
      if (scheme.equals("http") || scheme.equals("https")) {
        return next;
      }
    } catch (URISyntaxException | IllegalArgumentException mistake) {
      // Told below.
    }
    throw BuildException.of(
        WebAddress.redacted(address) + " leads to what is no web address: " + location,
        "write the address where the file is");
  }

  private synchronized SSLContext trust(String address) {
    if (trust == null) {
      try {
        trust = TrustedCertificates.of(System::getenv).context();
      } catch (IOException unreadable) {
        throw BuildException.of(
                "failed to fetch " + WebAddress.redacted(address) + ": " + unreadable.getMessage(),
                "name a file of certificates in PEM form, or unset the variable")
            .causedBy(unreadable);
      }
    }
    return trust;
  }

  private HttpRequest request(WebAddress address, @Nullable KnownDownload before, String asked) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.uri()).header("User-Agent", "slipway");
    try {
      proxies
          .find(address.uri())
          .flatMap(EnvironmentProxies.WebProxy::authorization)
          .ifPresent(value -> request.header("Proxy-Authorization", value));
    } catch (IllegalArgumentException mistake) {
      throw BuildException.of(
              "failed to fetch " + WebAddress.redacted(asked) + ": " + mistake.getMessage(),
              "name an HTTP proxy: http://HOST:PORT")
          .causedBy(mistake);
    }
    if (address.authorization() != null) {
      request.header("Authorization", address.authorization());
    }
    if (before != null && !before.etag().isEmpty()) {
      request.header("If-None-Match", before.etag());
    } else if (before != null && !before.lastModified().isEmpty()) {
      request.header("If-Modified-Since", before.lastModified());
    }
    return request.build();
  }

  private static HttpResponse<InputStream> send(
      HttpClient client, HttpRequest request, String address)
      throws IOException, InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (SSLHandshakeException untrusted) {
      throw BuildException.of(
              "failed to fetch "
                  + WebAddress.redacted(address)
                  + ": the server's certificate is not trusted: "
                  + untrusted.getMessage(),
              "if it is to be, name a file with its authority's certificate in SSL_CERT_FILE")
          .causedBy(untrusted);
    } catch (IOException failure) {
      String reason = failure.getMessage() == null ? "no connection" : failure.getMessage();
      throw BuildException.of(
              "failed to fetch " + WebAddress.redacted(address) + ": " + reason,
              "check the address and this machine's network")
          .causedBy(failure);
    }
  }

  private Fetched save(String address, Download answer, String algorithm) throws IOException {
    Path file = store.temporary("download");
    long total = answer.response().headers().firstValueAsLong("Content-Length").orElse(0);
    DownloadListener.Download told = listener.begins(WebAddress.redacted(address));
    Checksum checksum;
    try {
      checksum = copy(answer.body(), file, algorithm, bytes -> told.came(bytes, total));
      told.ended();
    } catch (IOException broken) {
      told.failed(String.valueOf(broken.getMessage()));
      Files.deleteIfExists(file);
      throw BuildException.of(
              "the download of "
                  + WebAddress.redacted(address)
                  + " broke off: "
                  + broken.getMessage(),
              "build again; nothing of it was kept")
          .causedBy(broken);
    }
    return new Fetched(file, checksum, lastModified(answer));
  }

  private static Checksum copy(InputStream body, Path file, String algorithm, LongConsumer came)
      throws IOException {
    MessageDigest digest = digest(algorithm);
    byte[] buffer = new byte[BUFFER];
    long bytes = 0;
    long told = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
        digest.update(buffer, 0, count);
        out.write(buffer, 0, count);
        bytes += count;
        if (bytes - told >= TELL_AFTER) {
          told = bytes;
          came.accept(bytes);
        }
      }
    }
    came.accept(bytes);
    return new Checksum(algorithm, HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(new Checksum(algorithm, "").javaName());
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static long lastModified(Download answer) {
    String text = answer.header("Last-Modified");
    try {
      return text.isEmpty()
          ? 0
          : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toEpochSecond();
    } catch (DateTimeException strange) {
      return 0;
    }
  }
}
