package dev.slipway.it.language;

import java.util.List;
import java.util.Random;

/// Random instructions: each keyword with flags and arguments of all the others.
final class InstructionInputs {
  private static final List<String> KEYWORDS =
      List.of(
          "ADD",
          "ARG",
          "CMD",
          "COPY",
          "ENTRYPOINT",
          "ENV",
          "EXPOSE",
          "FROM",
          "HEALTHCHECK",
          "LABEL",
          "MAINTAINER",
          "ONBUILD",
          "RUN",
          "SHELL",
          "STOPSIGNAL",
          "USER",
          "VOLUME",
          "WORKDIR",
          "FOO",
          "ONBUILD RUN",
          "ONBUILD COPY",
          "ONBUILD FOO");
  private static final List<String> FLAGS =
      List.of(
          "--from=a",
          "--from=",
          "--from",
          "--link",
          "--link=true",
          "--link=no",
          "--link=",
          "--parents",
          "--chmod=1",
          "--chown=a",
          "--exclude=x",
          "--exclude",
          "--checksum=a",
          "--unpack",
          "--unpack=False",
          "--keep-git-dir",
          "--platform=x",
          "--mount=type=cache,target=/x",
          "--mount=type=secret,id=a",
          "--mount=type=secret",
          "--mount=type=tmpfs,size=1m",
          "--mount=type=tmpfs,size=x",
          "--mount=type=ssh,required",
          "--mount=type=bind,mode=1",
          "--mount=type=cache,sharing=x",
          "--mount=required",
          "--mount=from=$A",
          "--mount=",
          "--mount=a=b",
          "--mount=target",
          "--network=none",
          "--network=x",
          "--network=",
          "--security=insecure",
          "--security=",
          "--device=a",
          "--device=a,b",
          "--device=name=a,name=b",
          "--interval=1s",
          "--interval=1",
          "--interval=",
          "--retries=1",
          "--retries=-1",
          "--retries=99999999999",
          "--timeout=1ns",
          "--timeout=0",
          "--start-period=1h1m",
          "--start-interval=.5s",
          "--x",
          "--",
          "-x");
  private static final List<String> ARGUMENTS =
      List.of(
          "a",
          "b",
          "a=b",
          "=b",
          "a=",
          "[]",
          "[\"a\"]",
          "[\"a\", \"b\"]",
          "[1]",
          "[\"a\"",
          "<<E",
          "<<-E",
          "$A",
          "\"\"",
          "''",
          "\"a b\"",
          "as",
          "AS",
          "c",
          "1a",
          "A",
          "NONE",
          "none",
          "CMD",
          "cmd",
          "CURL",
          "80",
          "x:80",
          "RUN",
          "COPY",
          "FROM",
          "ONBUILD",
          "MAINTAINER",
          "FOO",
          "ENV",
          "\\",
          "[\"\"]",
          "[\" \"]");

  private final Random random;

  InstructionInputs(long seed) {
    random = new Random(seed);
  }

  /// A file of a stage with one such instruction, and the ends of its heredocs.
  String next() {
    var line = new StringBuilder(one(KEYWORDS));
    for (int flags = random.nextInt(4) / 2; flags > 0; flags--) {
      line.append(' ').append(one(FLAGS));
    }
    for (int arguments = random.nextInt(5); arguments > 0; arguments--) {
      line.append(' ').append(one(ARGUMENTS));
    }
    return "FROM x\n" + line + "\n" + (line.indexOf("<<") < 0 ? "" : "1\nE\n2\nE\n");
  }

  private String one(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }
}
