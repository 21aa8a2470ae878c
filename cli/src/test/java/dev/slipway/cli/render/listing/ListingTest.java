package dev.slipway.cli.render.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListingTest {
  private static final Listing LISTING =
      new Listing(
          List.of(
              new Column("Repository", "REPOSITORY"),
              new Column("Tag", "TAG"),
              new Column("ID", "IMAGE ID")),
          List.of("Repository", "ID"));

  static {
    LISTING.add(List.of("<none>", "1.19", "c4fae74343a6"));
  }

  @Test
  void plainTableShowsItsOwnFields() {
    assertThat(LISTING.render(""))
        .isEqualTo("REPOSITORY   IMAGE ID\n<none>       c4fae74343a6\n")
        .isEqualTo(LISTING.render("table"));
  }

  @Test
  void tableOfATemplateMakesItsHeadingsFromIt() {
    assertThat(LISTING.render("table {{.Repository}}:{{.Tag}}\\t{{.ID}}"))
        .isEqualTo("REPOSITORY:TAG   IMAGE ID\n<none>:1.19      c4fae74343a6\n");
  }

  @Test
  void templatePrintsOneLineForEachRow() {
    assertThat(LISTING.render("{{.Repository}}\\t{{.ID}}")).isEqualTo("<none>\tc4fae74343a6\n");
  }

  @Test
  void jsonHasItsFieldsInOrderAndEscapesAsThePeerDoes() {
    String line =
        "{\"ID\":\"c4fae74343a6\",\"Repository\":\"\\u003cnone\\u003e\",\"Tag\":\"1.19\"}\n";

    assertThat(LISTING.render("json")).isEqualTo(line).isEqualTo(LISTING.render("{{json .}}"));
  }

  @Test
  void unknownFieldIsRefusedWithTheNearest() {
    assertThatThrownBy(() -> LISTING.render("{{.Repositry}}"))
        .hasMessageContaining("at <.Repositry>")
        .extracting("hint")
        .isEqualTo("Did you mean .Repository?");
  }

  @Test
  void inspectionIsIndentedUnlessAskedOtherwise() {
    var things = List.of(Map.of("Id", "a<b"));

    assertThat(Inspection.of("").render(things))
        .isEqualTo("[\n    {\n        \"Id\": \"a<b\"\n    }\n]\n");
    assertThat(Inspection.of("json").render(things)).isEqualTo("[{\"Id\":\"a<b\"}]\n");
    assertThat(Inspection.of("{{.Id}}").render(things)).isEqualTo("a<b\n");
  }
}
