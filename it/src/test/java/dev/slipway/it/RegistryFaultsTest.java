package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.BuildListener;
import dev.slipway.builder.BuildRequest;
import dev.slipway.engine.Slipway;
import dev.slipway.engine.vocabulary.SlipwayLocations;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageReference;
import dev.slipway.image.Platform;
import dev.slipway.image.layer.Compression;
import dev.slipway.image.store.ImageStore;
import dev.slipway.it.FaultProxy.Fault;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.RetryPolicy;
import dev.slipway.registry.Timeouts;
import dev.slipway.registry.TransferListener;
import dev.slipway.registry.auth.CredentialSource;
import dev.slipway.registry.client.ImagePull;
import dev.slipway.registry.client.ImagePush;
import dev.slipway.registry.client.RegistrySession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever goes wrong at whichever request: no wrong byte is kept, nothing hangs, and it ends well
/// or with an error that says where, what, and what to do.
class RegistryFaultsTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir private static Path folder;
  private static RealRegistry registry;
  private static Path source;
  private static int pullRequests;
  private static int pushRequests;
  private static int pushes;

  @BeforeAll
  static void prepare() throws Exception {
    registry = RealRegistry.plain(folder.resolve("registry"));
    source = folder.resolve("source");
    Path context = Files.createDirectories(folder.resolve("context"));
    byte[] bytes = new byte[1500_000];
    new Random(1).nextBytes(bytes);
    Files.write(context.resolve("large"), bytes);
    Files.writeString(context.resolve("small"), "small\n");
    Files.writeString(
        context.resolve("Dockerfile"), "FROM scratch\nCOPY large /\nCOPY small /\nCMD [\"/x\"]\n");
    Slipway slipway = Slipway.open(SlipwayLocations.at(source, Map.of(), 0));
    var _ =
        slipway
            .builds()
            .build(
                BuildRequest.of(context).withTags(List.of(ImageReference.parse("image:1"))),
                BuildListener.NONE);
    try (FaultProxy proxy = FaultProxy.honest(registry.address())) {
      push(proxy, "count", LONG);
      pushRequests = proxy.requests();
    }
    try (FaultProxy proxy = FaultProxy.honest(registry.address())) {
      Path store = folder.resolve("count");
      pull(proxy, "count", store, LONG);
      pullRequests = proxy.requests();
      requireWhole(store);
    }
    assertThat(pullRequests).isGreaterThanOrEqualTo(5);
    assertThat(pushRequests).isGreaterThanOrEqualTo(10);
  }

  @AfterAll
  static void stop() throws Exception {
    if (registry != null) {
      registry.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void noFaultOfAPullKeepsAWrongByte(Fault fault) throws Exception {
    pullWith(fault, List.of(1, pullRequests - 1)); // The manifest, a layer.
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource
  void noFaultAtAnyRequestOfAPullKeepsAWrongByte(Fault fault) throws Exception {
    pullWith(fault, IntStream.range(0, pullRequests).boxed().toList());
  }

  private static void pullWith(Fault fault, List<Integer> requests) throws Exception {
    for (int request : requests) {
      Path store = Files.createTempDirectory(folder, "pull-");
      String where = fault + " at request " + request;
      try (FaultProxy proxy = FaultProxy.once(registry.address(), fault, request)) {
        boolean succeeded =
            attempt(proxy, where, () -> pull(proxy, "count", store, patience(fault)));
        assertThat(succeeded || !isOvercome(fault)).as(where + " " + proxy.seen()).isTrue();
        if (succeeded) {
          requireWhole(store);
        }
        requireTrueNames(store);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CUT_ANSWER", "CUT_IN_REQUEST_BODY", "REDIRECT", "STATUS_503"})
  void noFaultOfAPushLosesAByte(Fault fault) throws Exception {
    pushWith(fault, List.of(3, pushRequests - 1)); // Of an upload, the manifest.
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource
  void noFaultAtAnyRequestOfAPushLosesAByte(Fault fault) throws Exception {
    pushWith(fault, IntStream.range(0, pushRequests).boxed().toList());
  }

  private static void pushWith(Fault fault, List<Integer> requests) throws Exception {
    for (int request : requests) {
      String repository = "push-" + pushes++;
      String where = fault + " at request " + request;
      boolean succeeded;
      try (FaultProxy proxy = FaultProxy.once(registry.address(), fault, request)) {
        succeeded = attempt(proxy, where, () -> push(proxy, repository, patience(fault)));
        assertThat(succeeded || !isOvercome(fault)).as(where + " " + proxy.seen()).isTrue();
      }
      if (succeeded) {
        Path store = folder.resolve(repository);
        try (FaultProxy honest = FaultProxy.honest(registry.address())) {
          pull(honest, repository, store, LONG);
        }
        requireWhole(store);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {"CUT_ANSWER", "CUT_IN_BODY", "CORRUPT", "STALL_IN_BODY", "STATUS_503", "SHORTER"})
  void aFaultThatStaysEndsInAnError(Fault fault) throws Exception {
    for (int request = 1; request < pullRequests; request++) {
      Path store = folder.resolve("stays-" + fault + "-" + request);
      try (FaultProxy proxy = FaultProxy.from(registry.address(), fault, request)) {
        boolean succeeded =
            attempt(proxy, fault + " from " + request, () -> pull(proxy, "count", store, SHORT));
        assertThat(succeeded).as(fault + " from " + request).isFalse();
        requireTrueNames(store);
      }
    }
  }

  @Test
  void aBrokenDownloadGoesOnWhereItWas() throws Exception {
    Path store = folder.resolve("resumed");
    List<String> seen;
    int large;
    try (FaultProxy proxy = FaultProxy.honest(registry.address())) {
      pull(proxy, "count", folder.resolve("order"), LONG);
      large = blobRequest(proxy.seen());
    }
    try (FaultProxy proxy = FaultProxy.once(registry.address(), Fault.CUT_IN_BODY, large)) {
      pull(proxy, "count", store, LONG);
      seen = proxy.seen();
    }
    requireWhole(store);
    assertThat(seen).hasSize(pullRequests + 1);
  }

  private static int blobRequest(List<String> seen) {
    for (int i = seen.size() - 1; i >= 0; i--) {
      if (seen.get(i).contains("/blobs/")) {
        return i;
      }
    }
    throw new AssertionError("no blob in " + seen);
  }

  /// Where one more try has to help.
  private static boolean isOvercome(Fault fault) {
    return switch (fault) {
      case CUT_REQUEST,
          CUT_ANSWER,
          CUT_IN_HEAD,
          CUT_IN_BODY,
          CUT_IN_REQUEST_BODY,
          REDIRECT,
          LYING_DIGEST,
          STATUS_429,
          STATUS_500,
          STATUS_502,
          STATUS_503 ->
          true;
      case STALL_BEFORE_ANSWER,
          STALL_IN_BODY,
          SHORTER,
          LONGER,
          CORRUPT,
          STATUS_401,
          STATUS_403,
          STATUS_404,
          STATUS_413 ->
          false;
    };
  }

  private static Duration patience(Fault fault) {
    return fault.name().startsWith("STALL") ? SHORT : LONG;
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  /// @return whether it went well; otherwise it said what has to be said
  private static boolean attempt(FaultProxy proxy, String where, Work work)
      throws IOException, InterruptedException {
    try {
      work.run();
      return true;
    } catch (RegistryException failure) {
      assertThat(failure).as(where).hasMessageContaining(proxy.address());
      assertThat(failure.hint()).as(where + ": " + failure.getMessage()).isNotBlank();
      return false;
    }
  }

  private static RegistrySession session(Duration patience) {
    return RegistrySession.open(
        RegistrySession.Settings.of(CredentialSource.NOBODY)
            .withPatience(
                new Timeouts(LONG, patience, patience),
                new RetryPolicy(3, Duration.ofMillis(1), Duration.ofSeconds(1))),
        TransferListener.NONE);
  }

  private static void pull(FaultProxy proxy, String repository, Path store, Duration patience)
      throws IOException, InterruptedException {
    try (ImageStore opened = ImageStore.open(store)) {
      var name = ImageReference.parse(proxy.address() + "/" + repository + ":1");
      var _ = new ImagePull(session(patience)).pull(opened, name, Platform.host(), false);
    }
  }

  private static void push(FaultProxy proxy, String repository, Duration patience)
      throws IOException, InterruptedException {
    try (ImageStore opened = ImageStore.open(source)) {
      Image image = opened.images().require("image:1");
      var name = ImageReference.parse(proxy.address() + "/" + repository + ":1");
      var _ = new ImagePush(session(patience), opened, Compression.GZIP).push(image, name);
    }
  }

  /// The image is there, and unpacks to what was built.
  private static void requireWhole(Path store) throws IOException {
    Image wanted;
    try (ImageStore opened = ImageStore.open(source)) {
      wanted = opened.images().require("image:1");
    }
    try (ImageStore opened = ImageStore.open(store)) {
      Image image = opened.images().list().getFirst();
      assertThat(image.id()).isEqualTo(wanted.id());
      for (Digest diffId : image.config().diffIds()) {
        assertThat(opened.layers().index(diffId)).isNotNull();
      }
    }
  }

  /// Whatever has been kept is what its name says.
  private static void requireTrueNames(Path store) throws IOException {
    Path blobs = store.resolve("blobs/sha256");
    try (var files = Files.list(blobs)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        assertThat(Digest.sha256(Files.readAllBytes(file)).hex())
            .isEqualTo(file.getFileName().toString());
      }
    }
  }
}
