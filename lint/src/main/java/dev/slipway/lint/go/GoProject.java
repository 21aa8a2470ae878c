package dev.slipway.lint.go;

import dev.slipway.lint.ProjectFiles;
import dev.slipway.lint.Subject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Facts of the Go project in the context, read from its files.
public final class GoProject {
  private static final Set<String> CGO_MODULES =
      Set.of(
          "github.com/mattn/go-sqlite3",
          "github.com/confluentinc/confluent-kafka-go",
          "github.com/confluentinc/confluent-kafka-go/v2",
          "github.com/godror/godror",
          "github.com/libgit2/git2go/v34",
          "github.com/h2non/bimg",
          "github.com/DataDog/zstd",
          "github.com/tecbot/gorocksdb",
          "github.com/linxGnu/grocksdb",
          "github.com/duckdb/duckdb-go/v2",
          "github.com/marcboeker/go-duckdb",
          "gopkg.in/gographics/imagick.v3");

  private final ProjectFiles files;
  private final @Nullable GoModule module;
  private final List<GoSource> sources;

  private GoProject(ProjectFiles files, @Nullable GoModule module, List<GoSource> sources) {
    this.files = files;
    this.module = module;
    this.sources = sources;
  }

  /// That of the subject's context.
  public static GoProject of(Subject subject) {
    return subject.view(GoProject.class, all -> read(all.project()));
  }

  /// That of a directory.
  public static GoProject read(ProjectFiles files) {
    String text = files.read("go.mod");
    GoModule module = text == null ? null : GoModule.parse(text);
    return new GoProject(files, module, GoSources.of(files));
  }

  /// Whether there is Go to build here.
  public boolean isThere() {
    return module != null || !sources.isEmpty();
  }

  /// What `go.mod` says, or null.
  public @Nullable GoModule module() {
    return module;
  }

  /// The `go` line's version, empty where there is none.
  public String version() {
    return module == null ? "" : module.version();
  }

  public boolean hasSums() {
    return files.exists("go.sum");
  }

  public boolean isVendored() {
    return files.exists("vendor/modules.txt");
  }

  public boolean isWorkspace() {
    return files.exists("go.work");
  }

  /// The directories of the main packages, `.` for the context's own.
  public List<String> mains() {
    var directories = new TreeSet<String>();
    for (GoSource source : sources) {
      if (source.main()) {
        int slash = source.path().lastIndexOf('/');
        directories.add(slash < 0 ? "." : source.path().substring(0, slash));
      }
    }
    return List.copyOf(directories);
  }

  /// What the program of a main package is called.
  public String programName(String directory) {
    String path = directory.equals(".") ? (module == null ? "app" : module.path()) : directory;
    String name = path.substring(path.lastIndexOf('/') + 1);
    boolean major =
        name.length() > 1
            && name.charAt(0) == 'v'
            && name.substring(1).chars().allMatch(Character::isDigit);
    if (major && path.contains("/")) {
      return programName(path.substring(0, path.lastIndexOf('/')));
    }
    return name.isEmpty() ? "app" : name;
  }

  private boolean importsAny(String... names) {
    for (GoSource source : sources) {
      for (String name : names) {
        if (source.imports().contains(name)) {
          return true;
        }
      }
    }
    return false;
  }

  /// Whether a package or a module of that name is imported.
  public boolean imports(String name) {
    return importsAny(name);
  }

  private boolean calls(String name) {
    for (GoSource source : sources) {
      if (source.calls().contains(name)) {
        return true;
      }
    }
    return false;
  }

  /// Whether the program needs a C compiler: `import "C"`, or a module that is known to.
  public boolean needsCgo() {
    if (importsAny("C")) {
      return true;
    }
    if (module != null) {
      for (String required : module.requires()) {
        if (CGO_MODULES.contains(required) && importsBelow(required)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean importsBelow(String required) {
    for (GoSource source : sources) {
      for (String name : source.imports()) {
        if (name.equals(required) || name.startsWith(required + "/")) {
          return true;
        }
      }
    }
    return false;
  }

  /// Whether it uses a standard package that goes through C where cgo is on.
  public boolean usesUserLookup() {
    return importsAny("os/user");
  }

  /// Whether it opens network connections by its own imports.
  public boolean usesNetwork() {
    return importsAny("net", "net/http")
        || importsBelow("github.com")
        || importsBelow("google.golang.org");
  }

  /// Whether it calls others over TLS: then it needs certificates.
  public boolean callsTls() {
    if (calls("tls.Dial") || calls("x509.SystemCertPool")) {
      return true;
    }
    if (!importsAny("net/http")) {
      return false;
    }
    boolean client =
        calls("http.Get")
            || calls("http.Post")
            || calls("http.NewRequest")
            || calls("http.NewRequestWithContext")
            || calls("http.DefaultClient")
            || calls("http.Client")
            || calls("http.PostForm")
            || calls("http.Head");
    return client && (hasString("https://") || !hasString("http://"));
  }

  /// Whether its sources speak of a path, or of one below it.
  public boolean mentions(String path) {
    return hasString(path);
  }

  private boolean hasString(String beginning) {
    for (GoSource source : sources) {
      for (String string : source.strings()) {
        if (string.startsWith(beginning)) {
          return true;
        }
      }
    }
    return false;
  }

  /// Whether the program chooses gin's mode itself.
  public boolean setsGinMode() {
    return calls("gin.SetMode");
  }

  /// Whether it asks for time zones by name, and brings none itself.
  public boolean needsTimeZones() {
    return calls("time.LoadLocation") && !importsAny("time/tzdata");
  }

  /// Whether it starts other programs.
  public boolean startsPrograms() {
    return calls("exec.Command") || calls("exec.CommandContext") || calls("exec.LookPath");
  }

  /// Whether it asks for a temporary directory.
  public boolean usesTemporaryFiles() {
    return calls("os.MkdirTemp")
        || calls("os.CreateTemp")
        || calls("os.TempDir")
        || mentions("/tmp")
        || calls("ioutil.TempDir")
        || calls("ioutil.TempFile");
  }

  /// Whether it writes files.
  public boolean writesFiles() {
    return usesTemporaryFiles()
        || calls("os.Create")
        || calls("os.WriteFile")
        || calls("os.MkdirAll")
        || calls("os.Mkdir")
        || calls("os.OpenFile")
        || calls("ioutil.WriteFile")
        || calls("sql.Open");
  }

  /// The files and directories of the context that it opens while it runs: templates,
  /// configuration, pages. Patterns are cut to the directory before them.
  public List<String> runtimeFiles() {
    var found = new LinkedHashSet<String>();
    for (GoSource source : sources) {
      for (String path : source.readFiles()) {
        String clean = path.startsWith("./") ? path.substring(2) : path;
        int star = clean.indexOf('*');
        if (star >= 0) {
          int slash = clean.lastIndexOf('/', star);
          clean = slash < 0 ? "" : clean.substring(0, slash);
        }
        if (!clean.isEmpty() && !clean.equals(".") && files.exists(clean)) {
          found.add(clean.endsWith("/") ? clean.substring(0, clean.length() - 1) : clean);
        }
      }
    }
    return List.copyOf(found);
  }

  /// The ports that it listens on.
  public List<Integer> ports() {
    var ports = new TreeSet<Integer>();
    for (GoSource source : sources) {
      ports.addAll(source.ports());
    }
    return List.copyOf(ports);
  }

  /// Package-level variables of package main, which `-X main.NAME` may set.
  public Set<String> mainVariables() {
    var names = new TreeSet<String>();
    for (GoSource source : sources) {
      if (source.packageName().equals("main")) {
        names.addAll(source.variables());
      }
    }
    return names;
  }

  /// Paths that `//go:embed` patterns mean, each with the directory before it.
  public List<String> embedded() {
    var paths = new LinkedHashSet<String>();
    for (GoSource source : sources) {
      int slash = source.path().lastIndexOf('/');
      String directory = slash < 0 ? "" : source.path().substring(0, slash + 1);
      for (String pattern : source.embedded()) {
        paths.add(directory + pattern);
      }
    }
    return List.copyOf(paths);
  }

  /// Modules whose host is not one that everybody can read from.
  public List<String> privateModules() {
    return module == null ? List.of() : module.privateRequires();
  }
}
