package dev.slipway.builder.remote;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.SecretSource;
import dev.slipway.builder.agent.Agents;
import dev.slipway.builder.graph.CopyInput;
import dev.slipway.builder.graph.GitAddress;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.web.TrustedCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Finds commits in remote repositories.
public final class GitRepositories {
  private final ImageStore store;
  private final GitLogin login;
  private final Agents agents;

  /// @param secrets of the build
  /// @param agents of the build; the one called `default` serves `git` over SSH
  public GitRepositories(ImageStore store, Map<String, SecretSource> secrets, Agents agents) {
    this.store = store;
    this.login = new GitLogin(secrets);
    this.agents = agents;
  }

  /// A commit.
  ///
  /// @param reference what was asked for, by its full name: `refs/heads/main`; the ID where it was
  ///   asked for by that
  record Commit(String id, String reference) {}

  /// Asks the remote for the commit that the address means now.
  public RemoteFiles find(CopyInput.Repository input) throws IOException, InterruptedException {
    GitAddress address = input.address();
    Commit commit = commit(address);
    String expected = input.checksum();
    if (expected != null && !commit.id().startsWith(expected)) {
      throw BuildException.of(
          "expected checksum to match " + expected + ", got " + commit.id(),
          "if the reference was moved on purpose, write its new commit");
    }
    return new GitCheckout(this, input, commit);
  }

  private Commit commit(GitAddress address) throws IOException, InterruptedException {
    String ref = address.ref().isEmpty() ? "HEAD" : address.ref();
    if (ref.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
      return new Commit(ref, ref);
    }
    String listing;
    try {
      listing =
          program(directory(), address.remote())
              .run("ls-remote", "--", GitLogin.withoutUser(address.remote()), ref, ref + "^{}");
    } catch (GitProgram.Failure failure) {
      throw unreachable(address, failure);
    }
    return commit(ref, listing, address);
  }

  static BuildException unreachable(GitAddress address, GitProgram.Failure failure) {
    return BuildException.of(
            "failed to fetch remote "
                + WebAddress.redacted(address.remote())
                + ": git stderr: "
                + failure.said(),
            remedy(failure.said()))
        .causedBy(failure);
  }

  private static String remedy(String said) {
    if (said.contains("Permission denied")) {
      return "build with --ssh default (the agent's keys) or --ssh default=KEY";
    }
    if (said.contains("Host key verification failed")) {
      return "if the server's key was changed on purpose, remove it from ssh/known_hosts in the"
          + " store";
    }
    if (said.contains("certificate")) {
      return "if the server is to be trusted, name a file with its authority's certificate in"
          + " SSL_CERT_FILE";
    }
    return "check the address, and that this machine may read it without being asked anything";
  }

  /// Git's own preference: the full name, a branch, a tag (what it points to).
  private static Commit commit(String ref, String listing, GitAddress address) {
    var commits = new HashMap<String, String>();
    for (String line : listing.lines().toList()) {
      String[] fields = line.split("\t", 2);
      if (fields.length == 2) {
        commits.put(fields[1], fields[0]);
      }
    }
    for (String prefix : new String[] {"", "refs/", "refs/heads/", "refs/tags/"}) {
      String name = prefix + ref;
      String id = commits.getOrDefault(name + "^{}", commits.get(name));
      if (id != null) {
        return new Commit(id, name);
      }
    }
    throw BuildException.of(
        "repository " + WebAddress.redacted(address.remote()) + " does not contain ref " + ref,
        "name a branch, a tag or a full commit ID that the repository has");
  }

  /// An empty directory of its own.
  Path directory() throws IOException {
    return Files.createDirectories(store.temporary("git"));
  }

  /// Git takes one file for all that it trusts: where the environment adds to the machine's own.
  private static Optional<Path> trust(Path directory) throws IOException {
    if (!isSet("SSL_CERT_FILE") || isSet("GIT_SSL_CAINFO")) {
      return Optional.empty();
    }
    Path file = directory.resolveSibling(directory.getFileName() + ".pem");
    if (!Files.exists(file)) {
      try {
        Files.writeString(file, TrustedCertificates.of(System::getenv).pem());
      } catch (CertificateException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
    return Optional.of(file);
  }

  private static boolean isSet(String variable) {
    String value = System.getenv(variable);
    return value != null && !value.isEmpty();
  }

  GitProgram program(Path directory, String remote) throws IOException, InterruptedException {
    var environment = new TreeMap<>(login.environment(remote));
    environment.put("SLIPWAY_KNOWN_HOSTS", store.area("ssh").resolve("known_hosts").toString());
    trust(directory).ifPresent(file -> environment.put("GIT_SSL_CAINFO", file.toString()));
    agents.socket("default").ifPresent(path -> environment.put("SSH_AUTH_SOCK", path.toString()));
    return new GitProgram(directory, environment);
  }
}
