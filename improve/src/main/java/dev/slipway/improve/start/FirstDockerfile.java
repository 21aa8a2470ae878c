package dev.slipway.improve.start;

import dev.slipway.lint.ProjectFiles;
import dev.slipway.lint.go.GoModule;
import dev.slipway.lint.go.GoProject;
import dev.slipway.lint.go.GoVersion;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Writes a Dockerfile for a Go project from what its files say: one stage that compiles, and for
/// each program one that ships it.
public final class FirstDockerfile {
  private static final String MODULES = "--mount=type=cache,target=/go/pkg/mod";
  private static final String BUILDS = "--mount=type=cache,target=/root/.cache/go-build";

  private final ProjectFiles files;
  private final GoProject project;
  private final StringBuilder text = new StringBuilder();

  private FirstDockerfile(ProjectFiles files, GoProject project) {
    this.files = files;
    this.project = project;
  }

  /// The whole text.
  ///
  /// @throws IllegalArgumentException where there is no program to build
  public static String of(ProjectFiles files, GoProject project) {
    if (project.mains().isEmpty()) {
      throw new IllegalArgumentException("no main package");
    }
    return new FirstDockerfile(files, project).write();
  }

  private String write() {
    compile();
    for (String main : project.mains()) {
      ship(main);
    }
    return text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void compile() {
    String version = GoVersion.minor(project.version());
    line("# Compiles the programs. What is mounted outlives the build and is in no layer.");
    line("FROM golang:" + (version.isEmpty() ? "1.24" : version) + " AS build");
    List<String> hidden = project.privateModules();
    if (!hidden.isEmpty()) {
      line("ENV GOPRIVATE=" + String.join(",", hosts(hidden)));
    }
    line("WORKDIR /src");
    download(!hidden.isEmpty());
    line("COPY . .");
    if (!stamp().isEmpty()) {
      line("ARG VERSION=dev");
    }
    boolean modules = hasModules();
    line("RUN " + (modules ? MODULES + " \\" : BUILDS + " \\"));
    if (modules) {
      line("    " + BUILDS + " \\");
    }
    line("    " + build());
    if (project.usesTemporaryFiles()) {
      line("RUN mkdir -m 1777 -p /rootfs/tmp");
    }
  }

  private static Set<String> hosts(List<String> modules) {
    var hosts = new TreeSet<String>();
    for (String module : modules) {
      int slash = module.indexOf('/');
      hosts.add(slash < 0 ? module : module.substring(0, slash));
    }
    return hosts;
  }

  /// The go command looks for modules wherever there are some.
  private boolean hasModules() {
    GoModule module = project.module();
    return (module == null || !module.requires().isEmpty()) && !project.isVendored();
  }

  private void download(boolean hidden) {
    GoModule module = project.module();
    boolean plain = module != null && !project.isWorkspace() && module.replacements().isEmpty();
    if (plain && hasModules()) {
      line("COPY go.mod " + (project.hasSums() ? "go.sum " : "") + "./");
      line("RUN " + (hidden ? "--mount=type=ssh " : "") + MODULES + " \\");
      line("    go mod download");
    }
  }

  private String stamp() {
    for (String name : new String[] {"Version", "version"}) {
      if (project.mains().size() == 1 && project.mainVariables().contains(name)) {
        return name;
      }
    }
    return "";
  }

  private String build() {
    boolean cgo = project.needsCgo();
    var tags = new TreeSet<String>();
    if (cgo) {
      tags.add("netgo");
      tags.add("osusergo");
    }
    if (project.needsTimeZones()) {
      tags.add("timetzdata");
    }
    String link = "-s -w";
    if (cgo) {
      link += " -linkmode external -extldflags -static";
    }
    if (!stamp().isEmpty()) {
      link += " -X main." + stamp() + "=${VERSION}";
    }
    var targets = new StringBuilder();
    for (String main : project.mains()) {
      targets.append(' ').append(main.equals(".") ? "." : "./" + main);
    }
    return (cgo ? "" : "CGO_ENABLED=0 ")
        + "go build -trimpath"
        + (tags.isEmpty() ? "" : " -tags=" + String.join(",", tags))
        + " -ldflags=\""
        + link
        + "\" -o /out/"
        + targets;
  }

  private void ship(String main) {
    String name = project.programName(main);
    line("");
    boolean tools = project.startsPrograms();
    line(
        "# What is shipped"
            + (tools ? ": install the programs here that " + name + " starts." : "."));
    line("FROM " + (tools ? "debian:12-slim" : "scratch") + " AS " + stageName(name));
    line("LABEL org.opencontainers.image.title=\"" + name + "\"");
    if (project.imports("github.com/gin-gonic/gin") && !project.setsGinMode()) {
      line("ENV GIN_MODE=release");
    }
    List<Integer> ports = project.ports();
    if (!ports.isEmpty()) {
      var exposed = new StringBuilder("EXPOSE");
      ports.forEach(port -> exposed.append(' ').append(port));
      line(exposed.toString());
    }
    copies(name);
    line("USER 65532:65532");
    line("ENTRYPOINT [\"/" + name + "\"]");
  }

  /// Stage names are small letters, digits and dashes.
  private static String stageName(String program) {
    String lower = program.toLowerCase(java.util.Locale.ROOT);
    boolean plain =
        lower.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_')
            && Character.isLetter(lower.charAt(0));
    return !plain || lower.equals("build") || lower.equals("scratch") || lower.equals("context")
        ? "release"
        : lower;
  }

  private void copies(String name) {
    if (project.callsTls()) {
      line("COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/");
    }
    if (project.usesTemporaryFiles() && !project.startsPrograms()) {
      line("COPY --from=build /rootfs/ /");
    }
    if (!project.runtimeFiles().isEmpty()) {
      line("WORKDIR /app");
      for (String path : project.runtimeFiles()) {
        boolean directory = files.read(path) == null;
        line("COPY --from=build /src/" + path + " ./" + path + (directory ? "/" : ""));
      }
    }
    line("COPY --from=build /out/" + name + " /" + name);
  }
}
