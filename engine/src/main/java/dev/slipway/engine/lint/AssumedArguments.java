package dev.slipway.engine.lint;

import dev.slipway.dockerfile.Arg;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.Stage;
import java.util.Map;
import java.util.TreeMap;

/// Values for the arguments without a default that a `FROM` needs: who builds the file gives them,
/// and who only looks at it cannot. That there is no default is a check's to tell.
final class AssumedArguments {
  private AssumedArguments() {}

  static Map<String, String> of(Dockerfile file) {
    var assumed = new TreeMap<String, String>();
    for (Arg arg : file.globalArguments()) {
      for (Arg.Definition each : arg.definitions()) {
        boolean open = each.defaultValue() == null || each.defaultValue().text().isEmpty();
        if (open && !isPlatform(each.name()) && namesBase(file, each.name())) {
          assumed.put(each.name(), "0"); // As a name, as a tag, and as a part of either.
        }
      }
    }
    return assumed;
  }

  private static boolean isPlatform(String name) {
    return name.startsWith("TARGET") || name.startsWith("BUILD");
  }

  private static boolean namesBase(Dockerfile file, String name) {
    for (Stage stage : file.stages()) {
      String image = stage.from().image().text();
      int at = image.indexOf(name);
      boolean marked = at > 0 && (image.charAt(at - 1) == '$' || image.charAt(at - 1) == '{');
      if (marked) {
        return true;
      }
    }
    return false;
  }
}
