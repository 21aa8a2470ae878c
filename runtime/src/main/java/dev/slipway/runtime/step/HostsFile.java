package dev.slipway.runtime.step;

import dev.slipway.runtime.ContainerException;
import java.util.List;

/// The text of a step's `/etc/hosts`.
final class HostsFile {
  private HostsFile() {}

  static String of(String hostname, List<String> extraHosts) {
    var text = new StringBuilder();
    text.append("127.0.0.1\tlocalhost ").append(hostname).append('\n');
    text.append("::1\tlocalhost ip6-localhost ip6-loopback\n");
    for (String entry : extraHosts) {
      int separator = separator(entry);
      String address = entry.substring(separator + 1).replaceAll("^\\[|]$", "");
      text.append(address).append('\t').append(entry, 0, separator).append('\n');
    }
    return text.toString();
  }

  private static int separator(String entry) {
    int equals = entry.indexOf('=');
    int separator = equals > 0 ? equals : entry.indexOf(':');
    if (separator <= 0 || separator == entry.length() - 1) {
      throw new ContainerException(
          "invalid host name mapping '" + entry + "'", "write it as NAME:ADDRESS");
    }
    return separator;
  }
}
