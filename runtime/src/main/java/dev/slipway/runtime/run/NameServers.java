package dev.slipway.runtime.run;

import java.util.List;

/// `--dns`, `--dns-search` and `--dns-option` in a container's `resolv.conf`.
final class NameServers {
  private NameServers() {}

  static String apply(String text, Settings settings) {
    String changed = replaced(text, "nameserver", settings.list(Setting.DNS), "\nnameserver ");
    // A lone dot says that there is no domain to search.
    List<String> search = settings.list(Setting.DNS_SEARCH);
    changed = replaced(changed, "search", search, " ");
    if (search.equals(List.of("."))) {
      changed = changed.replace("search .\n", "");
    }
    return replaced(changed, "options", settings.list(Setting.DNS_OPTION), " ");
  }

  private static String replaced(String text, String word, List<String> values, String between) {
    if (values.isEmpty()) {
      return text;
    }
    var changed = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      if (!line.startsWith(word + " ") && !line.isEmpty()) {
        changed.append(line).append('\n');
      }
    }
    return changed
        .append(word)
        .append(' ')
        .append(String.join(between, values))
        .append('\n')
        .toString();
  }
}
