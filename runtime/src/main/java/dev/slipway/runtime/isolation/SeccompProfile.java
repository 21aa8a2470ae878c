package dev.slipway.runtime.isolation;

import dev.slipway.linux.Errno;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Which system calls a container may make: those that Docker's default allows.
///
/// The filter is compiled here, not by the runtime's libseccomp: that takes 15 ms for each
/// container, and does not know calls that are newer than itself. A call that is refused fails with
/// EPERM; one newer than the table fails with ENOSYS, so that programs fall back to what came
/// before it.
public final class SeccompProfile {
  /// The newest number of the table. The numbers of new calls are the same on all architectures.
  private static final int NEWEST = 466;

  private static final int ALLOW = 0x7fff_0000;
  private static final int KILL_PROCESS = 0x8000_0000;
  private static final int ERRNO = 0x0005_0000;

  private static final int NUMBER = 0;
  private static final int ARCHITECTURE = 4;
  private static final int FIRST_ARGUMENT = 16;

  /// The flags of `clone(2)` that make namespaces: NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER,
  /// NEWPID, NEWNET.
  private static final int NEW_NAMESPACES = 0x7E02_0000;

  private static final int AF_VSOCK = 40;

  /// PER_LINUX, PER_LINUX32, UNAME26 with either, and the question what it is.
  private static final List<Integer> PERSONALITIES =
      List.of(0x0, 0x0008, 0x20000, 0x20008, 0xffffffff);

  private static final Map<List<String>, String> COMPILED = new ConcurrentHashMap<>();

  private SeccompProfile() {}

  /// The filter for a container with these capabilities in its bounding set, in base64 as crun's
  /// annotation `run.oci.seccomp_bpf_data` takes it.
  public static String forCapabilities(List<String> capabilities) {
    if (capabilities.equals(Capabilities.DEFAULT)) {
      return DefaultFilter.of(System.getProperty("os.arch", ""));
    }
    return COMPILED.computeIfAbsent(
        List.copyOf(capabilities), key -> Base64.getEncoder().encodeToString(compile(key)));
  }

  /// The filter as the kernel takes it.
  static byte[] compile(List<String> capabilities) {
    return compile(capabilities, SeccompArchitecture.ofThisMachine());
  }

  static byte[] compile(List<String> capabilities, List<SeccompArchitecture> architectures) {
    SystemCallTable table = SystemCallTable.load();
    FilterAssembler program = FilterAssembler.result(KILL_PROCESS);
    for (SeccompArchitecture architecture : architectures.reversed()) {
      FilterAssembler calls =
          FilterAssembler.load(NUMBER).then(search(actions(table, architecture, capabilities)));
      program = guarded(architecture, calls, program);
    }
    return program.bytes();
  }

  /// `calls` for this architecture, `others` else.
  private static FilterAssembler guarded(
      SeccompArchitecture architecture, FilterAssembler calls, FilterAssembler others) {
    FilterAssembler loadArchitecture = FilterAssembler.load(ARCHITECTURE);
    if (architecture.numberBase() == 0) {
      return loadArchitecture.then(FilterAssembler.ifEqual(architecture.audit(), calls, others));
    }
    // The higher numbers of the same audit architecture: 64-bit calls go on to the next piece.
    return FilterAssembler.load(NUMBER)
        .then(
            FilterAssembler.ifAtLeast(
                architecture.numberBase(),
                loadArchitecture.then(
                    FilterAssembler.ifEqual(
                        architecture.audit(), calls, FilterAssembler.result(KILL_PROCESS))),
                others));
  }

  /// From which number on what happens.
  private static SortedMap<Integer, FilterAssembler> actions(
      SystemCallTable table, SeccompArchitecture architecture, List<String> capabilities) {
    FilterAssembler allow = FilterAssembler.result(ALLOW);
    Map<Integer, FilterAssembler> known = new TreeMap<>();
    Set<String> allowed = table.allowed(capabilities);
    allowed.forEach(
        name -> table.number(name, architecture).ifPresent(number -> known.put(number, allow)));
    conditional(allowed, architecture)
        .forEach((name, action) ->
            table.number(name, architecture).ifPresent(number -> known.put(number, action)));
    return intervals(known, architecture.numberBase());
  }

  private static Map<String, FilterAssembler> conditional(
      Set<String> allowed, SeccompArchitecture architecture) {
    Map<String, FilterAssembler> rules = new TreeMap<>();
    FilterAssembler allow = FilterAssembler.result(ALLOW);
    FilterAssembler refuse = error(Errno.EPERM);
    rules.put(
        "socket",
        FilterAssembler.load(FIRST_ARGUMENT)
            .then(FilterAssembler.ifEqual(AF_VSOCK, refuse, allow)));
    rules.put("personality", personality(architecture));
    if (!allowed.contains("clone")) {
      rules.put(
          "clone",
          FilterAssembler.load(FIRST_ARGUMENT)
              .then(FilterAssembler.ifAnyBit(NEW_NAMESPACES, refuse, allow)));
      // Its flags are behind a pointer, where a filter cannot look: C libraries fall back to clone.
      rules.put("clone3", error(Errno.ENOSYS));
    }
    return rules;
  }

  private static FilterAssembler personality(SeccompArchitecture architecture) {
    FilterAssembler refuse = error(Errno.EPERM);
    FilterAssembler test = refuse;
    for (int value : PERSONALITIES) {
      test = FilterAssembler.ifEqual(value, FilterAssembler.result(ALLOW), test);
    }
    FilterAssembler low = FilterAssembler.load(FIRST_ARGUMENT).then(test);
    return architecture.wide()
        ? FilterAssembler.load(FIRST_ARGUMENT + 4).then(FilterAssembler.ifEqual(0, low, refuse))
        : low;
  }

  private static SortedMap<Integer, FilterAssembler> intervals(
      Map<Integer, FilterAssembler> known, int base) {
    FilterAssembler refuse = error(Errno.EPERM);
    FilterAssembler unknown = error(Errno.ENOSYS);
    SortedMap<Integer, FilterAssembler> starts = new TreeMap<>();
    starts.put(0, refuse);
    starts.put(base + NEWEST + 1, unknown);
    known.forEach((number, action) -> {
      starts.put(base + number, action);
      int next = number + 1;
      if (!known.containsKey(next)) {
        starts.put(base + next, next > NEWEST ? unknown : refuse);
      }
    });
    return starts;
  }

  private static FilterAssembler search(SortedMap<Integer, FilterAssembler> starts) {
    List<Map.Entry<Integer, FilterAssembler>> merged = new ArrayList<>();
    for (Map.Entry<Integer, FilterAssembler> start : starts.entrySet()) {
      if (merged.isEmpty() || !merged.getLast().getValue().equals(start.getValue())) {
        merged.add(start);
      }
    }
    return search(merged);
  }

  private static FilterAssembler search(List<Map.Entry<Integer, FilterAssembler>> starts) {
    if (starts.size() == 1) {
      return starts.getFirst().getValue();
    }
    int middle = starts.size() / 2;
    return FilterAssembler.ifAtLeast(
        starts.get(middle).getKey(),
        search(starts.subList(middle, starts.size())),
        search(starts.subList(0, middle)));
  }

  private static FilterAssembler error(int errno) {
    return FilterAssembler.result(ERRNO | errno);
  }
}
