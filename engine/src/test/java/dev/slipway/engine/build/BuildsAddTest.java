package dev.slipway.engine.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.builder.BuildEvent;
import dev.slipway.builder.BuildException;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.store.ImageStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `ADD` of web addresses, from a server on loopback.
class BuildsAddTest {
  private static final byte[] HELLO = "hello\n".getBytes(StandardCharsets.UTF_8);
  private static final String MODIFIED = "Wed, 21 Oct 2015 07:28:00 GMT";

  private final List<String> asked = new ArrayList<>();
  private BuildFixture fixture;
  private HttpServer server;
  private String address;

  @BeforeEach
  void prepare(@TempDir Path directory) throws IOException {
    fixture = new BuildFixture(directory);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    address = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void serve(String path, byte[] bytes, String... headers) {
    server.createContext(
        path,
        exchange -> {
          synchronized (asked) {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          }
          for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
          }
          String etag = exchange.getRequestHeaders().getFirst("If-None-Match");
          boolean same =
              etag != null && etag.equals(exchange.getResponseHeaders().getFirst("ETag"));
          exchange.sendResponseHeaders(same ? 304 : 200, same ? -1 : bytes.length);
          if (!same) {
            exchange.getResponseBody().write(bytes);
          }
          exchange.close();
        });
  }

  private List<String> layer(Image image) throws IOException {
    return fixture.layers(image, 0).getLast();
  }

  private LayerEntry entry(Image image, String path) throws IOException {
    try (ImageStore store = ImageStore.openReadOnly(fixture.root)) {
      return store.layers().index(image.config().diffIds().getLast()).entries().stream()
          .filter(each -> each.path().toString().equals(path))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void fileIsNamedByItsAddressAndHasTheServersTime() throws Exception {
    serve("/dir/hello.txt", HELLO, "Last-Modified", MODIFIED);

    Image image =
        fixture.build("FROM scratch\nADD " + address + "/dir/hello.txt?x=/y#z /m/\n").image();

    assertThat(layer(image)).containsExactly("DIRECTORY /m 755 0:0", "FILE /m/hello.txt 600 0:0");
    assertThat(fixture.read(image, "/m/hello.txt")).isEqualTo("hello\n");
    assertThat(entry(image, "/m/hello.txt").mtimeSeconds())
        .isEqualTo(Instant.parse("2015-10-21T07:28:00Z").getEpochSecond());
  }

  @Test
  void destinationModeAndOwnerAreAsAskedFor() throws Exception {
    serve("/a", HELLO);
    serve("/", HELLO);

    assertThat(
            layer(
                fixture
                    .build("FROM scratch\nADD --chmod=755 --chown=5:6 " + address + "/a /bin/b\n")
                    .image()))
        .containsExactly("DIRECTORY /bin 755 5:6", "FILE /bin/b 755 5:6");
    Image unnamed = fixture.build("FROM scratch\nADD " + address + "/ /m/\n").image();
    assertThat(layer(unnamed)).contains("FILE /m/__unnamed__ 600 0:0");
    assertThat(entry(unnamed, "/m/__unnamed__").mtimeSeconds()).isZero();
  }

  @Test
  void aDownloadShowsHowFarItIs() throws Exception {
    serve("/large", new byte[1_500_000]);

    fixture.build("FROM scratch\nADD " + address + "/large /\n");

    assertThat(fixture.events)
        .filteredOn(BuildEvent.StepStarted.class::isInstance)
        .extracting(event -> ((BuildEvent.StepStarted) event).title())
        .contains(address + "/large");
    var steps =
        fixture.events.stream()
            .filter(BuildEvent.StepTransfer.class::isInstance)
            .map(BuildEvent.StepTransfer.class::cast)
            .toList();
    assertThat(steps).hasSizeGreaterThan(1);
    assertThat(steps.getFirst().done()).isFalse();
    assertThat(steps.getLast().done()).isTrue();
    assertThat(steps.getLast().current()).isEqualTo(1_500_000);
    assertThat(steps.getLast().total()).isEqualTo(1_500_000);
  }

  @Test
  void independentDownloadsComeAtTheSameTime() throws Exception {
    var bothAsked = new CountDownLatch(2);
    server.stop(0);
    try (var handlers = Executors.newVirtualThreadPerTaskExecutor()) {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(handlers);
      server.createContext(
          "/",
          exchange -> {
            bothAsked.countDown();
            boolean both = awaits(bothAsked);
            exchange.sendResponseHeaders(both ? 200 : 500, HELLO.length);
            exchange.getResponseBody().write(HELLO);
            exchange.close();
          });
      server.start();
      String here = "http://127.0.0.1:" + server.getAddress().getPort();

      Image image =
          fixture
              .build(
                  "FROM scratch AS one\nADD "
                      + here
                      + "/a /\nFROM scratch\nADD "
                      + here
                      + "/b /\nCOPY --from=one /a /\n")
              .image();

      assertThat(fixture.read(image, "/a")).isEqualTo("hello\n");
      server.stop(0);
    }
  }

  /// Not for ever: then the build fails, and the test with it.
  private static boolean awaits(CountDownLatch latch) {
    try {
      return latch.await(100, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      return false;
    }
  }

  @Test
  void unchangedFileIsNotFetchedAgain() throws Exception {
    serve("/f", HELLO, "ETag", "\"1\"");
    String text = "FROM scratch\nADD " + address + "/f /f\n";
    Image first = fixture.build(text).image();

    assertThat(fixture.build(text).executedSteps()).isZero();
    assertThat(
            fixture.build("FROM scratch\nWORKDIR /w\nADD " + address + "/f /f\n").executedSteps())
        .isEqualTo(2);
    server.removeContext("/f");
    serve("/f", "other".getBytes(StandardCharsets.UTF_8), "ETag", "\"2\"");
    Image changed = fixture.build(text).image();
    assertThat(changed.id()).isNotEqualTo(first.id());
    assertThat(fixture.read(changed, "/f")).isEqualTo("other");
  }

  @Test
  void checksumNeedsNoServerOnceTheStepIsKnown() throws Exception {
    serve("/f", HELLO);
    String sum = Digest.sha256(HELLO).toString();
    String text = "FROM scratch\nADD --checksum=" + sum + " " + address + "/f /f\n";
    fixture.build(text);
    asked.clear();

    assertThat(fixture.build(text).executedSteps()).isZero();
    assertThat(asked).isEmpty();
  }

  @Test
  void wrongChecksumIsAnErrorAndNothingIsKept() throws Exception {
    serve("/f", HELLO);
    String wrong = "sha256:" + "0".repeat(64);

    BuildException failure =
        fixture.failure(
            "FROM scratch\nADD --checksum="
                + wrong
                + " http://me:hidden@127.0.0.1:"
                + server.getAddress().getPort()
                + "/f /f\n");

    assertThat(failure)
        .hasMessageStartingWith("digest mismatch for http://xxxxx@127.0.0.1")
        .hasMessageContaining(Digest.sha256(HELLO) + " (expected: " + wrong + ")");
    assertThat(failure.hint()).isPresent();
    assertThat(failure.excerpt().orElseThrow()).contains("2 | >>> ADD");
    assertThat(fixture.files("layers")).isZero();
    assertThat(fixture.files("tmp")).isZero();
  }

  @Test
  void longerChecksumsAreTakenToo() throws Exception {
    serve("/f", HELLO);
    String sum =
        java.util.HexFormat.of()
            .formatHex(java.security.MessageDigest.getInstance("SHA-512").digest(HELLO));

    Image image =
        fixture
            .build("FROM scratch\nADD --checksum=sha512:" + sum + " " + address + "/f /f\n")
            .image();

    assertThat(fixture.read(image, "/f")).isEqualTo("hello\n");
  }

  @Test
  void redirectsAreFollowedAndTheNameStays() throws Exception {
    serve("/there", HELLO);
    server.createContext(
        "/here.txt",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "there");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.createContext(
        "/circle",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/circle");
          exchange.sendResponseHeaders(307, -1);
          exchange.close();
        });
    server.createContext(
        "/file",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "file:///etc/passwd");
          exchange.sendResponseHeaders(301, -1);
          exchange.close();
        });

    assertThat(layer(fixture.build("FROM scratch\nADD " + address + "/here.txt /\n").image()))
        .containsExactly("FILE /here.txt 600 0:0");
    assertThat(fixture.failure("FROM scratch\nADD " + address + "/circle /\n"))
        .hasMessageContaining("stopped after 10 redirects");
    assertThat(fixture.failure("FROM scratch\nADD " + address + "/file /\n"))
        .hasMessageContaining("leads to what is no web address: file:///etc/passwd");
  }

  @Test
  void downloadThatBreaksOffIsAnErrorAndNothingIsKept() throws Exception {
    server.createContext(
        "/half",
        exchange -> {
          exchange.sendResponseHeaders(200, 1_000_000);
          exchange.getResponseBody().write(new byte[1_000]);
          exchange.getResponseBody().flush();
          exchange.close();
        });

    BuildException failure = fixture.failure("FROM scratch\nADD " + address + "/half /f\n");

    assertThat(failure).hasMessageContaining("/half broke off: ");
    assertThat(failure.hint()).contains("build again; nothing of it was kept");
    assertThat(fixture.files("layers")).isZero();
    assertThat(fixture.files("downloads")).isZero();
  }

  @Test
  void missingFileAndMissingServerAreErrors() throws Exception {
    assertThat(fixture.failure("FROM scratch\nADD " + address + "/none /f\n"))
        .hasMessage("invalid response status 404 of " + address + "/none");
    server.stop(0);
    BuildException failure = fixture.failure("FROM scratch\nADD " + address + "/none /f\n");
    assertThat(failure).hasMessageStartingWith("failed to fetch " + address + "/none: ");
    assertThat(failure.hint()).isPresent();
  }

  private static byte[] tar() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new java.util.zip.GZIPOutputStream(bytes);
        var tar = new TarArchiveOutputStream(gzip)) {
      var file = new TarArchiveEntry("x/y/f");
      file.setSize(HELLO.length);
      tar.putArchiveEntry(file);
      tar.write(HELLO);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  @Test
  void remoteArchivesAreUnpackedOnDemandOnly() throws Exception {
    serve("/a.tgz", tar());

    assertThat(layer(fixture.build("FROM scratch\nADD " + address + "/a.tgz /m/\n").image()))
        .containsExactly("DIRECTORY /m 755 0:0", "FILE /m/a.tgz 600 0:0");
    assertThat(
            layer(
                fixture
                    .build("FROM scratch\nADD --unpack=true " + address + "/a.tgz /m/\n")
                    .image()))
        .containsExactly(
            "DIRECTORY /m 755 0:0",
            "DIRECTORY /m/x 755 0:0",
            "DIRECTORY /m/x/y 755 0:0",
            "FILE /m/x/y/f 644 0:0");
  }

  @Test
  void localArchivesAreUnpackedUnlessAskedNotTo() throws Exception {
    java.nio.file.Files.write(fixture.context.resolve("a"), tar());

    assertThat(layer(fixture.build("FROM scratch\nADD --unpack=false a /m/\n").image()))
        .containsExactly("DIRECTORY /m 755 0:0", "FILE /m/a 644 0:0");
    assertThat(layer(fixture.build("FROM scratch\nADD --chown=3:4 a /m/\n").image()))
        .containsExactly(
            "DIRECTORY /m 755 3:4",
            "DIRECTORY /m/x 755 0:0",
            "DIRECTORY /m/x/y 755 0:0",
            "FILE /m/x/y/f 644 3:4");
  }

  private void archive(String name, TarArchiveEntry... entries) throws IOException {
    try (OutputStream out = java.nio.file.Files.newOutputStream(fixture.context.resolve(name));
        var tar = new TarArchiveOutputStream(out)) {
      for (TarArchiveEntry entry : entries) {
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
      }
    }
  }

  private static TarArchiveEntry link(String name, byte type, String target) {
    var link = new TarArchiveEntry(name, type);
    link.setLinkName(target);
    return link;
  }

  @Test
  void archiveThatEscapesIsRefused() throws Exception {
    archive("up.tar", new TarArchiveEntry("../../out"));
    archive("hard.tar", link("h", TarArchiveEntry.LF_LINK, "../../etc/passwd"));

    assertThat(fixture.failure("FROM scratch\nADD up.tar /m/\n")).hasMessageContaining("../../out");
    assertThat(fixture.failure("FROM scratch\nADD hard.tar /m/\n"))
        .hasMessageContaining("../../etc/passwd");
    assertThat(fixture.files("layers")).isZero();
  }

  @Test
  void linksOfTheArchiveAreFollowedInsideTheDestination() throws Exception {
    archive(
        "l.tar",
        link("abs", TarArchiveEntry.LF_SYMLINK, "/other"),
        new TarArchiveEntry("abs/in"),
        new TarArchiveEntry("sub/"),
        link("rel", TarArchiveEntry.LF_SYMLINK, "sub"),
        new TarArchiveEntry("rel/in"),
        link("hard", TarArchiveEntry.LF_LINK, "rel/in"),
        new TarArchiveEntry("rel/in"));

    assertThat(layer(fixture.build("FROM scratch\nADD l.tar /m/\n").image()))
        .containsExactly(
            "DIRECTORY /m 755 0:0",
            "SYMLINK /m/abs 644 0:0",
            "FILE /m/hard 644 0:0",
            "DIRECTORY /m/other 755 0:0",
            "FILE /m/other/in 644 0:0",
            "SYMLINK /m/rel 644 0:0",
            "DIRECTORY /m/sub 755 0:0",
            "FILE /m/sub/in 644 0:0");
  }

  @Test
  void linkThatLeadsOutOfTheDestinationIsRefused() throws Exception {
    archive(
        "up.tar", link("way", TarArchiveEntry.LF_SYMLINK, "../x"), new TarArchiveEntry("way/in"));
    archive("in.tar", new TarArchiveEntry("way/in"));
    java.nio.file.Files.createDirectories(fixture.context.resolve("base/m"));
    java.nio.file.Files.createSymbolicLink(
        fixture.context.resolve("base/m/way"), Path.of("../../x"));

    for (String steps :
        new String[] {"ADD up.tar /m/\n", "ADD up.tar /\n", "COPY base /\nADD in.tar /m/\n"}) {
      assertThat(fixture.failure("FROM scratch\n" + steps))
          .hasMessageStartingWith("path escapes from parent: /way");
    }
  }

  @Test
  void laterEntryOfAnArchiveReplacesTheOneBefore() throws Exception {
    archive(
        "twice.tar",
        new TarArchiveEntry("d/"),
        new TarArchiveEntry("d/gone"),
        link("d", TarArchiveEntry.LF_SYMLINK, "f"),
        link("f", TarArchiveEntry.LF_SYMLINK, "x"),
        new TarArchiveEntry("f"));

    assertThat(layer(fixture.build("FROM scratch\nADD twice.tar /m/\n").image()))
        .containsExactly("DIRECTORY /m 755 0:0", "SYMLINK /m/d 644 0:0", "FILE /m/f 644 0:0");
  }

  @Test
  void nameThatLinuxDoesNotKnowIsRefused() throws Exception {
    try (var tar =
        new TarArchiveOutputStream(
            java.nio.file.Files.newOutputStream(fixture.context.resolve("deep.tar")))) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.putArchiveEntry(new TarArchiveEntry("d/".repeat(2_500) + "f"));
      tar.closeArchiveEntry();
    }

    assertThat(fixture.failure("FROM scratch\nADD deep.tar /m/\n"))
        .hasMessageContaining(
            "an entry's name has 5001 bytes, more than the 4095 that Linux takes");
  }

  @Test
  void epochIsTheTimeOfWhatAStageAdds() throws Exception {
    serve("/dated", HELLO, "Last-Modified", MODIFIED);
    serve("/archive", tar());
    serve("/undated", HELLO);
    String text = "ARG SOURCE_DATE_EPOCH=source\nFROM scratch AS source\nADD %s /f\nFROM scratch\n";

    Image dated =
        fixture.build(text.formatted(address + "/dated") + "COPY --from=source /f /\n").image();
    assertThat(dated.config().created()).isEqualTo(Instant.parse("2015-10-21T07:28:00Z"));
    assertThat(asked).containsOnlyOnce("GET /dated");

    Image archive = fixture.build(text.formatted(address + "/archive")).image();
    assertThat(archive.config().created()).isBeforeOrEqualTo(Instant.now());
    assertThat(fixture.events.toString()).doesNotContain("nothing says how old");

    fixture.build(text.formatted(address + "/undated"));
    assertThat(fixture.events.toString())
        .contains("SOURCE_DATE_EPOCH=source: nothing says how old");
  }

  @Test
  void stageThatIsToHaveATimeHasOneRemoteAddAlone() throws Exception {
    for (String[] wrong :
        new String[][] {
          {"FROM busybox AS s", "must use FROM scratch"},
          {"FROM scratch AS s", "must contain exactly one remote ADD"},
          {"FROM scratch AS s\nADD a /", "must be a single HTTP(S) or Git ADD"},
          {"FROM scratch AS s\nCOPY a /", "unsupported COPY instruction"},
          {"FROM scratch AS s\nADD http://h/a http://h/b /", "exactly one remote ADD source"},
          {"FROM scratch AS s\nADD http://h/a /\nADD http://h/b /", "exactly one remote ADD"},
        }) {
      BuildException failure =
          fixture.failure("ARG SOURCE_DATE_EPOCH=s\n" + wrong[0] + "\nFROM scratch\n");
      assertThat(failure).hasMessageContaining(wrong[1]);
      assertThat(failure.excerpt()).isPresent();
    }
  }

  @Test
  void bombIsRefused() throws Exception {
    try (OutputStream out =
            java.nio.file.Files.newOutputStream(fixture.context.resolve("bomb.tar.zst"));
        OutputStream zstd = dev.slipway.image.layer.Compression.ZSTD.compress(out)) {
      var tar = new TarArchiveOutputStream(zstd);
      var file = new TarArchiveEntry("zeros");
      file.setSize(1030L << 20);
      tar.putArchiveEntry(file);
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 1030; i++) {
        tar.write(zeros);
      }
      tar.closeArchiveEntry();
      tar.finish();
    }

    BuildException failure = fixture.failure("FROM scratch\nADD bomb.tar.zst /m/\n");

    assertThat(failure).hasMessageContaining("refused as an archive bomb");
    assertThat(failure.hint()).isPresent();
    assertThat(fixture.files("tmp")).isZero();
  }
}
