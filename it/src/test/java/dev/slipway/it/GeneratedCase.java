package dev.slipway.it;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A Dockerfile and a context made from a seed: instructions in any order, of which most make
/// sense.
final class GeneratedCase {
  private static final List<String> SOURCES =
      List.of(
          "a.txt",
          "b.txt",
          "dir",
          "dir/",
          "dir/sub",
          "*.txt",
          "dir/*",
          ".",
          "dir/x?",
          "link",
          "tool",
          "dir/sub/deep.txt",
          "empty",
          "arch.tar",
          "a.txt b.txt",
          "dir a.txt",
          "[ab].txt",
          "*/sub");
  private static final List<String> TARGETS =
      List.of("/", "/t", "/t/", "t", "./t/", "/a/b/c", "/a/b/c/", ".", "/bin/new", "$V/x/", "/ln/");
  private static final List<String> OWNERS =
      List.of(
          "",
          "",
          "--chown=1:2 ",
          "--chown=bin ",
          "--chown=bin:adm ",
          "--chown=7 ",
          "--chmod=640 ",
          "--chmod=755 ",
          "--chown=3:4 --chmod=600 ");
  private static final List<String> WORDS =
      List.of(
          "x",
          "$V",
          "${V}y",
          "${U:-d}",
          "${V:+s}",
          "\"q $V\"",
          "'$V'",
          "a\\ b",
          "\\$V",
          "${W-e}",
          "\"\"");

  private final Random random;
  private final List<String> lines = new ArrayList<>();
  private int stages = 1;

  private GeneratedCase(int seed) {
    random = new Random(seed);
  }

  static BuildCase of(int seed) {
    return new GeneratedCase(seed).build(seed);
  }

  private BuildCase build(int seed) {
    lines.add("ARG V=v");
    lines.add("FROM busybox AS s0");
    lines.add(
        "RUN echo 'bin:x:1:1::/:/bin/sh' >> /etc/passwd; echo 'bin:x:1:' >> /etc/group; echo 'adm:x:4:' >> /etc/group");
    if (random.nextBoolean()) {
      lines.add("ARG V");
    }
    int count = 2 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      lines.add(instruction());
    }
    return new BuildCase("generated " + seed, List.of(), files());
  }

  private String instruction() {
    return switch (random.nextInt(16)) {
      case 0, 1, 2, 3 -> "COPY " + pick(OWNERS) + pick(SOURCES) + " " + pick(TARGETS);
      case 4 -> "ADD " + pick(OWNERS) + pick(SOURCES) + " " + pick(TARGETS);
      case 5, 6 -> "RUN " + command();
      case 7 -> "ENV " + variable() + "=" + pick(WORDS) + " " + variable() + "=" + pick(WORDS);
      case 8 -> "ENV " + variable() + " " + pick(WORDS) + " tail";
      case 9 -> "LABEL l" + random.nextInt(3) + "=" + pick(WORDS) + " \"two words\"=" + pick(WORDS);
      case 10 -> "WORKDIR " + pick(List.of("/w", "w", "/w/deep", "../up", "$V", "/bin"));
      case 11 -> "USER " + pick(List.of("root", "bin", "1:4", "bin:adm", "0", "99"));
      case 12 -> "ARG " + variable() + "=" + pick(WORDS);
      case 13 ->
          pick(List.of("CMD", "ENTRYPOINT"))
              + " "
              + pick(List.of("[\"a\", \"$V\"]", "run $V it", "[ \"/bin/sh\" ]", "[not json"));
      case 14 ->
          pick(
              List.of(
                  "EXPOSE 80 443/udp",
                  "EXPOSE 8000-8002/tcp",
                  "VOLUME /vol /t",
                  "VOLUME [\"/v v\"]",
                  "STOPSIGNAL SIGINT",
                  "SHELL [\"/bin/sh\", \"-ec\"]",
                  "HEALTHCHECK --interval=5s CMD true",
                  "HEALTHCHECK NONE",
                  "ONBUILD RUN echo later",
                  "MAINTAINER some one"));
      default -> stage();
    };
  }

  private String stage() {
    int from = random.nextInt(stages);
    if (random.nextBoolean()) {
      return "COPY --from=s" + from + " /bin/busybox /etc/ /copied/";
    }
    return "FROM "
        + pick(List.of("busybox", "s" + from))
        + " AS s"
        + stages++
        + "\nRUN [ -f /etc/group ] && grep -q adm /etc/group || { echo 'bin:x:1:1::/:/bin/sh' >> /etc/passwd; echo 'bin:x:1:' >> /etc/group; echo 'adm:x:4:' >> /etc/group; }";
  }

  private String command() {
    return pick(
        List.of(
            "echo $V > /out; echo \"$U\" >> out",
            "mkdir -p /made/it && echo x > /made/it/file && chmod 4755 /made/it/file",
            "rm -rf /t /etc/hostname; true",
            "ln -s a /made-link; ln -f /bin/busybox /hard; true",
            "[\"/bin/sh\", \"-c\", \"id > /tmp/id; env | sort > /tmp/env\"]",
            "mv /t /moved 2>/dev/null; true",
            "ln -sfn /made /ln; true",
            "chown 5:6 /bin 2>/dev/null; pwd > /tmp/pwd; true"));
  }

  private String variable() {
    return pick(List.of("V", "U", "W"));
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("Dockerfile", String.join("\n", lines) + "\n");
    files.put("a.txt", "a\n");
    files.put("b.txt 600", "b\n");
    files.put("tool 755", "#!/bin/sh\n");
    files.put("dir/ 750", "");
    files.put("dir/x1", "1");
    files.put("dir/x2 4755", "2");
    files.put("dir/sub/deep.txt", "deep");
    files.put("dir/sub/again = dir/sub/deep.txt", "");
    files.put("dir/up -> ../a.txt", "");
    files.put("link -> dir", "");
    files.put("empty/", "");
    files.put("arch.tar", "not really a tar\n");
    return files;
  }
}
