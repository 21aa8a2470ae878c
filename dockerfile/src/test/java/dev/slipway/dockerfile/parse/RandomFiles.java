package dev.slipway.dockerfile.parse;

import java.util.List;
import java.util.Random;

/// Files made of pieces that mean something, most of them wrong.
public final class RandomFiles {
  private static final List<String> PIECES =
      List.of(
          "FROM x",
          "FROM",
          "RUN",
          "COPY",
          "ADD",
          "ENV",
          "ARG",
          "LABEL",
          "CMD",
          "ENTRYPOINT",
          "EXPOSE",
          "VOLUME",
          "USER",
          "WORKDIR",
          "SHELL",
          "STOPSIGNAL",
          "HEALTHCHECK",
          "MAINTAINER",
          "ONBUILD",
          "# escape=`",
          "#syntax=a",
          "--from=s",
          "--mount=type=cache",
          "--mount=",
          "--",
          "[\"a\",",
          "\"b\"]",
          "[",
          "{",
          "\"",
          "'",
          "\\",
          "`",
          "\\\n",
          "\n",
          "\r\n",
          "\t",
          " ",
          "\ufeff",
          "\u00a0",
          "$A",
          "${A:-",
          "}",
          "<<EOF",
          "<<-'E'",
          "EOF",
          "A=1",
          "# comment",
          "COPY a b",
          "RUN a && b",
          "\nEOF\n",
          "  ",
          "# escape=\\\n",
          "AS c",
          "=",
          "NONE",
          "80/tcp",
          "\ud83d",
          "\ud83d\ude00",
          "\u0000",
          "AS",
          "b");

  private final Random random;

  public RandomFiles(long seed) {
    random = new Random(seed);
  }

  public String next() {
    var text = new StringBuilder(random.nextInt(4) > 0 ? "FROM x\n" : "");
    for (int pieces = random.nextInt(14); pieces >= 0; pieces--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
      text.append(random.nextBoolean() ? " " : "");
    }
    return text.toString();
  }
}
