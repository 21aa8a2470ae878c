package dev.slipway.runtime.isolation;

import dev.slipway.image.json.JsonDocuments;
import dev.slipway.runtime.ContainerException;
import io.avaje.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A filter of the user's own, in the form of Docker's profiles or of the OCI runtime
/// specification, as the runtime takes it: rules for other capabilities and architectures are left
/// out.
final class SeccompDocument {
  private final List<String> capabilities;
  private String defaultAction = "SCMP_ACT_ERRNO";
  private @Nullable Integer defaultErrno;
  private final List<OciSpec.SeccompCalls> calls = new ArrayList<>();

  private SeccompDocument(List<String> capabilities) {
    this.capabilities = capabilities;
  }

  /// @param json null or empty: there is no document
  static OciSpec.@Nullable OciSeccomp of(@Nullable String json, List<String> capabilities) {
    if (json == null || json.isEmpty()) {
      return null;
    }
    var document = new SeccompDocument(capabilities);
    try {
      JsonDocuments.read(
          json.getBytes(StandardCharsets.UTF_8),
          reader -> {
            document.read(reader);
            return "";
          });
    } catch (RuntimeException malformed) { // The parser throws many kinds.
      throw new ContainerException(
          "Decoding seccomp profile failed: " + malformed.getMessage(),
          "name a JSON file in the form of Docker's profiles: --security-opt seccomp=FILE",
          malformed);
    }
    return new OciSpec.OciSeccomp(
        document.defaultAction, document.defaultErrno, architectures(), document.calls);
  }

  private static List<String> architectures() {
    return System.getProperty("os.arch", "").equals("amd64")
        ? List.of("SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32")
        : List.of("SCMP_ARCH_AARCH64", "SCMP_ARCH_ARM");
  }

  private void read(JsonReader reader) {
    reader.beginObject();
    while (reader.hasNextField()) {
      switch (reader.nextField()) {
        case "defaultAction" -> defaultAction = reader.readString();
        case "defaultErrnoRet" -> defaultErrno = reader.readInt();
        case "syscalls" -> {
          reader.beginArray();
          while (reader.hasNextElement()) {
            readCalls(reader);
          }
          reader.endArray();
        }
        default -> reader.skipValue();
      }
    }
    reader.endObject();
  }

  private void readCalls(JsonReader reader) {
    List<String> names = new ArrayList<>();
    String action = "";
    Integer errno = null;
    List<OciSpec.SeccompArgument> arguments = new ArrayList<>();
    boolean included = true;
    boolean excluded = false;
    reader.beginObject();
    while (reader.hasNextField()) {
      switch (reader.nextField()) {
        case "name" -> names.add(reader.readString());
        case "names" -> names.addAll(texts(reader));
        case "action" -> action = reader.readString();
        case "errnoRet" -> errno = reader.readInt();
        case "args" -> arguments.addAll(readArguments(reader));
        case "includes" -> included = matches(reader, true);
        case "excludes" -> excluded = matches(reader, false);
        default -> reader.skipValue();
      }
    }
    reader.endObject();
    if (included && !excluded) {
      calls.add(
          new OciSpec.SeccompCalls(names, action, errno, arguments.isEmpty() ? null : arguments));
    }
  }

  private static List<String> texts(JsonReader reader) {
    List<String> texts = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNextElement()) {
      texts.add(reader.readString());
    }
    reader.endArray();
    return texts;
  }

  private static List<OciSpec.SeccompArgument> readArguments(JsonReader reader) {
    List<OciSpec.SeccompArgument> arguments = new ArrayList<>();
    if (reader.isNullValue()) {
      return arguments;
    }
    reader.beginArray();
    while (reader.hasNextElement()) {
      int index = 0;
      long value = 0;
      long valueTwo = 0;
      String op = "";
      reader.beginObject();
      while (reader.hasNextField()) {
        switch (reader.nextField()) {
          case "index" -> index = reader.readInt();
          case "value" -> value = reader.readLong();
          case "valueTwo" -> valueTwo = reader.readLong();
          case "op" -> op = reader.readString();
          default -> reader.skipValue();
        }
      }
      reader.endObject();
      arguments.add(new OciSpec.SeccompArgument(index, value, valueTwo, op));
    }
    reader.endArray();
    return arguments;
  }

  /// Whether the conditions hold: all of them for what is included, one for what is excluded.
  private boolean matches(JsonReader reader, boolean all) {
    boolean everyone = true;
    boolean anyone = false;
    reader.beginObject();
    while (reader.hasNextField()) {
      boolean holds =
          switch (reader.nextField()) {
            case "caps" -> {
              List<String> wanted = texts(reader);
              yield all
                  ? capabilities.containsAll(wanted)
                  : wanted.stream().anyMatch(capabilities::contains);
            }
            case "arches" -> texts(reader).stream().anyMatch(SeccompDocument::isHere);
            default -> {
              reader.skipValue(); // minKernel: the kernels that Slipway runs on are newer.
              yield all;
            }
          };
      everyone &= holds;
      anyone |= holds;
    }
    reader.endObject();
    return all ? everyone : anyone;
  }

  private static boolean isHere(String architecture) {
    return System.getProperty("os.arch", "").equals("amd64")
        ? List.of("amd64", "x32", "x86").contains(architecture)
        : List.of("arm64", "arm").contains(architecture);
  }
}
