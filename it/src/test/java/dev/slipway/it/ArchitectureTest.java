package dev.slipway.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The structure that ARCHITECTURE.md promises, as rules. Maven forbids cycles among modules; these
/// hold inside them.
class ArchitectureTest {
  /// The adapters that may start a process, each for one program or a family of them.
  private static final Set<String> PROCESS_ADAPTERS =
      Set.of(
          "dev.slipway.builder.agent.SshAgentProgram",
          "dev.slipway.builder.remote.GitProgram",
          "dev.slipway.registry.auth.CredentialProgram",
          "dev.slipway.improve.trace.Tracer",
          "dev.slipway.lint.shellcheck.ShellCheckProgram",
          "dev.slipway.runtime.network.NetworkTool",
          "dev.slipway.runtime.network.Pasta");

  private static JavaClasses slipway;

  @BeforeAll
  static void readClasses() {
    slipway =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.slipway");
  }

  @Test
  void packagesHaveNoCycles() {
    check(slices().matching("dev.slipway.(**)").should().beFreeOfCycles());
  }

  /// In `engine` it is the other way round: its root wires what the use cases are made of.
  @Test
  void aModulesRootPackageUsesNoneOfItsSubpackages() {
    for (String module :
        new String[] {
          "dockerfile", "lint", "image", "registry", "runtime", "builder", "linux", "tasks"
        }) {
      String root = "dev.slipway." + module;
      check(
          noClasses()
              .that()
              .resideInAPackage(root)
              .should()
              .dependOnClassesThat()
              .resideInAPackage(root + ".*..")
              .allowEmptyShould(true));
    }
  }

  /// The arrows of ARCHITECTURE.md, each module with those that it may use.
  @Test
  void modulesUseOnlyThoseBelowThem() {
    Map<String, Set<String>> arrows =
        Map.ofEntries(
            entry("tasks", Set.of()),
            entry("linux", Set.of()),
            entry("dockerfile", Set.of()),
            entry("lint", Set.of("dockerfile")),
            entry("image", Set.of("linux", "tasks")),
            entry("registry", Set.of("image", "tasks")),
            entry("runtime", Set.of("image", "linux", "tasks")),
            entry(
                "builder", Set.of("dockerfile", "image", "linux", "registry", "runtime", "tasks")),
            entry("engine", below("improve", "engine", "cli")),
            entry("improve", below("improve", "cli", "registry")),
            entry("cli", below("cli")));
    for (String module : arrows.keySet()) {
      for (String other : arrows.keySet()) {
        if (!other.equals(module) && !arrows.get(module).contains(other)) {
          check(
              noClasses()
                  .that()
                  .resideInAPackage("dev.slipway." + module + "..")
                  .should()
                  .dependOnClassesThat()
                  .resideInAPackage("dev.slipway." + other + ".."));
        }
      }
    }
    for (JavaClass type : slipway) {
      assertThat(arrows).containsKey(type.getPackageName().split("\\.")[2]);
    }
  }

  /// Every module but these.
  private static Set<String> below(String... others) {
    var all =
        new TreeSet<>(
            Set.of(
                "tasks",
                "linux",
                "dockerfile",
                "lint",
                "image",
                "registry",
                "runtime",
                "builder",
                "engine",
                "improve",
                "cli"));
    all.removeAll(Set.of(others));
    return all;
  }

  @Test
  void buildsArePlannedWithoutTouchingTheMachine() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("dev.slipway.builder.lower..", "dev.slipway.builder.graph..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.slipway.linux..", "dev.slipway.image.store..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.nio.file.Files"));
  }

  @Test
  void everyPackageIsNullMarked() {
    check(
        classes()
            .that()
            .doNotHaveSimpleName("package-info")
            .and(areWritten())
            .should(liveInANullMarkedPackage()));
  }

  @Test
  void foreignFunctionsAreCalledInLinuxOnly() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.slipway.linux..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.lang.foreign.."));
  }

  @Test
  void processesAreStartedByNamedAdaptersOnly() {
    check(
        noClasses()
            .that(
                new DescribedPredicate<JavaClass>("are no adapter of a program") {
                  @Override
                  public boolean test(JavaClass type) {
                    return !PROCESS_ADAPTERS.contains(outermost(type));
                  }
                })
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ProcessBuilder.class));
  }

  @Test
  void threadsAndExecutorsAreMadeInTasksOnly() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("dev.slipway.tasks..", "dev.slipway.server..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.Executors")
            .orShould()
            .callConstructor(Thread.class, Runnable.class)
            .orShould()
            .callMethod(Thread.class, "ofPlatform")
            .orShould()
            .callMethod(Thread.class, "ofVirtual")
            .orShould()
            .callMethod(Thread.class, "startVirtualThread", Runnable.class));
  }

  @Test
  void httpIsSpokenInTwoPackagesOnly() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "dev.slipway.registry.transport..", "dev.slipway.builder.remote..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.net.http.."));
  }

  @Test
  void standardStreamsBelongToTheCommandLine() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.slipway.cli..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .accessField(System.class, "in"));
  }

  @Test
  void noTypeIsNamedForWantOfAConcept() {
    check(noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)"));
  }

  private static void check(ArchRule rule) {
    rule.check(slipway);
  }

  private static String outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type.getName());
  }

  private static DescribedPredicate<JavaClass> areWritten() {
    return new DescribedPredicate<>("are written by hand") {
      @Override
      public boolean test(JavaClass type) {
        return !type.isAnnotatedWith("io.avaje.jsonb.spi.Generated")
            && !type.getPackageName().endsWith(".jsonb");
      }
    };
  }

  private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
    return new ArchCondition<>("live in a @NullMarked package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(
            new SimpleConditionEvent(
                type, marked, type.getPackageName() + " has no @NullMarked package-info"));
      }
    };
  }
}
