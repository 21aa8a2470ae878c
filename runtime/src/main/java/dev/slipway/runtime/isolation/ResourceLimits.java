package dev.slipway.runtime.isolation;

import dev.slipway.linux.Limits;
import dev.slipway.linux.LinuxException;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.ResourceLimit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A container's resource limits as the OCI runtime is told them.
final class ResourceLimits {
  /// Most open files, where the host allows so many: some programs visit every possible one.
  private static final long OPEN_FILES = 1_048_576;

  private static final String OPEN_FILES_NAME = "RLIMIT_NOFILE";

  private ResourceLimits() {}

  static List<OciSpec.ResourceLimit> of(List<ResourceLimit> given) throws IOException {
    var limits = new ArrayList<OciSpec.ResourceLimit>();
    boolean openFiles = false;
    for (ResourceLimit limit : given) {
      check(limit);
      limits.add(new OciSpec.ResourceLimit(limit.kernelName(), limit.soft(), limit.hard()));
      openFiles |= limit.kernelName().equals(OPEN_FILES_NAME);
    }
    if (!openFiles) {
      limits.add(openFiles());
    }
    return limits;
  }

  /// Raising a limit above this process's own would fail without CAP_SYS_RESOURCE.
  private static OciSpec.ResourceLimit openFiles() throws LinuxException {
    long hard = Limits.get(Limits.Resource.NOFILE).hard();
    long limit = hard == Limits.UNLIMITED ? OPEN_FILES : Math.min(hard, OPEN_FILES);
    return new OciSpec.ResourceLimit(OPEN_FILES_NAME, limit, limit);
  }

  private static void check(ResourceLimit limit) throws IOException {
    String resource = limit.name().toUpperCase(Locale.ROOT);
    long own = Limits.get(Limits.Resource.valueOf(resource)).hard();
    boolean above =
        own != Limits.UNLIMITED && (limit.hard() == Limits.UNLIMITED || limit.hard() > own);
    if (above && !Capabilities.ofThisProcess().contains("CAP_SYS_RESOURCE")) {
      throw new ContainerException(
          "ulimit " + limit + " is above this process's own hard limit, " + own,
          "ask for no more than " + limit.name() + "=" + own + ", or raise the limit before");
    }
  }
}
