package dev.slipway.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnifiedDiffTest {
  @Test
  void equalTextsHaveNone() {
    assertThat(UnifiedDiff.of("a", "b", "x\n", "x\n")).isEmpty();
  }

  @Test
  void changesAreShownWithThreeLinesAroundThem() {
    String before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n";

    assertThat(UnifiedDiff.of("a", "b", before, before.replace("\n5\n6\n", "\nfive\n6\n6a\n")))
        .isEqualTo(
            """
            --- a
            +++ b
            @@ -2,8 +2,9 @@
             2
             3
             4
            -5
            +five
             6
            +6a
             7
             8
             9
            """);
  }

  @Test
  void aMissingLastLineEndIsSaid() {
    assertThat(UnifiedDiff.of("a", "b", "x", "x\n"))
        .isEqualTo("--- a\n+++ b\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+x\n");
    assertThat(UnifiedDiff.of("a", "b", "", "x\n")).isEqualTo("--- a\n+++ b\n@@ -0,0 +1 @@\n+x\n");
  }

  @Test
  void textsThatHaveNothingInCommonAreReplaced() {
    String diff = UnifiedDiff.of("a", "b", "x\n".repeat(3_000), "y\n".repeat(3_000));

    assertThat(diff.lines().filter(line -> line.equals("-x"))).hasSize(3_000);
    assertThat(diff.lines().filter(line -> line.equals("+y"))).hasSize(3_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void applyingItGivesTheNewText(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      List<String> before = lines(random);
      List<String> after = lines(random);
      String diff = UnifiedDiff.of("a", "b", String.join("", before), String.join("", after));

      assertThat(applied(before, diff)).as(diff).isEqualTo(after);
    }
  }

  private static List<String> lines(Random random) {
    var lines = new ArrayList<String>();
    for (int count = random.nextInt(30); count > 0; count--) {
      lines.add(random.nextInt(4) + "\n");
    }
    return lines;
  }

  /// What `patch` does.
  private static List<String> applied(List<String> before, String diff) {
    var after = new ArrayList<String>();
    int next = 0;
    for (String line : diff.lines().skip(2).toList()) {
      if (line.startsWith("@@")) {
        String[] range = line.substring(4, line.indexOf(" +")).split(",", -1);
        int from = Integer.parseInt(range[0]);
        boolean none = range.length > 1 && range[1].equals("0");
        while (next < (none ? from : from - 1)) {
          after.add(before.get(next++));
        }
      } else if (line.startsWith("+")) {
        after.add(line.substring(1) + "\n");
      } else {
        assertThat(before.get(next)).isEqualTo(line.substring(1) + "\n");
        if (line.startsWith(" ")) {
          after.add(before.get(next));
        }
        next++;
      }
    }
    after.addAll(before.subList(next, before.size()));
    return after;
  }
}
