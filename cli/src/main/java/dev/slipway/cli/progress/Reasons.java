package dev.slipway.cli.progress;

import dev.slipway.builder.MissReason;
import java.util.List;

/// Why a step ran, on one line.
final class Reasons {
  private Reasons() {}

  static String inOneLine(List<MissReason> reasons) {
    var text = new StringBuilder();
    for (MissReason reason : reasons) {
      text.append(text.isEmpty() ? "" : "; ").append(reason.text());
    }
    return text.toString();
  }
}
