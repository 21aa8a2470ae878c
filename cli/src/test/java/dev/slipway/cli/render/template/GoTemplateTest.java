package dev.slipway.cli.render.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.cli.render.GoNil;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expected texts are what Docker 28 printed for an image like this one.
class GoTemplateTest {
  private static Map<String, Object> image() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("Env", List.of("PATH=/bin", "X=1", "Y=2"));
    config.put("Cmd", List.of("/f", "x y"));
    config.put("Labels", new TreeMap<>(Map.of("c.d", "e", "a", "b")));
    config.put("ExposedPorts", new TreeMap<>(Map.of("80/tcp", Map.of(), "90/tcp", Map.of())));
    config.put("Entrypoint", GoNil.SLICE);
    config.put("Healthcheck", GoNil.POINTER);
    Map<String, Object> image = new LinkedHashMap<>();
    image.put("Id", "sha256:c4fae74343a6");
    image.put("Os", "linux");
    image.put("Size", 3L);
    image.put("Parent", "");
    image.put("Config", config);
    return image;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "{{.Id}}~sha256:c4fae74343a6",
        "{{.ID}}~sha256:c4fae74343a6",
        "{{.Config.Env}}~[PATH=/bin X=1 Y=2]",
        "{{.Config.Labels}}~map[a:b c.d:e]",
        "{{.Config.ExposedPorts}}~map[80/tcp:map[] 90/tcp:map[]]",
        "{{json .Config.Cmd}}~[\"/f\",\"x y\"]",
        "{{json .Config.Entrypoint}}~null",
        "{{.Config.Entrypoint}}~[]",
        "{{.Config.Healthcheck}}~<nil>",
        "{{range .Config.Env}}{{println .}}{{end}}~^PATH=/bin\nX=1\nY=2\n^",
        "{{range $k, $v := .Config.Labels}}{{$k}}={{$v}};{{end}}~a=b;c.d=e;",
        "{{range $i, $e := .Config.Env}}{{if $i}}, {{end}}{{$e}}{{end}}~PATH=/bin, X=1, Y=2",
        "{{range .Config.Entrypoint}}x{{else}}none{{end}}~none",
        "{{index .Config.Labels \"c.d\"}}~e",
        "{{index .Config.Labels \"zz\"}}|~|",
        "{{.Config.Labels.zz}}~<no value>",
        "{{index .Config.Env 1}}~X=1",
        "{{(index .Config.Env 1)}}~X=1",
        "{{len .Config.Env}}~3",
        "{{len \"abc\"}}~3",
        "{{join .Config.Env \",\"}}~PATH=/bin,X=1,Y=2",
        "{{upper .Os}} {{title .Os}} {{lower \"ABC\"}}~LINUX Linux abc",
        "{{.Os | upper | printf \"%s!\"}}~LINUX!",
        "{{if eq .Os \"linux\"}}L{{else if true}}M{{else}}N{{end}}~L",
        "{{if eq .Os \"plan9\"}}L{{else if true}}M{{else}}N{{end}}~M",
        "{{if eq .Os \"plan9\"}}L{{else if .Parent}}M{{else}}N{{end}}~N",
        "{{with .Config}}{{.Cmd}}{{end}}~[/f x y]",
        "{{with .Parent}}x{{else}}{{.Os}}{{end}}~linux",
        "{{printf \"%q-%d-%v-%5s|%-6s|\" .Os .Size .Config.Cmd .Os .Os}}~\"linux\"-3-[/f x y]-linux|linux |",
        "{{slice .Id 7 12}}~c4fae",
        "{{split .Id \":\"}}~[sha256 c4fae74343a6]",
        "{{pad .Os 2 3}}|~  linux   |",
        "{{truncate .Id 5}}~sha25",
        "a {{- .Os -}} x~alinuxx",
        "{{/* c */}}y~y",
        "{{$x := .Os}}{{$x}}~linux",
        "{{and true .Os}} {{or \"\" \"b\"}} {{not .Os}}~linux b false",
        "{{eq 1 1}} {{lt 1 2}} {{ne .Os \"x\"}} {{ge 2 3}}~true true true false",
        "{{eq .Os \"a\" \"linux\"}}~true",
        "{{html \"<a>\"}}~&lt;a&gt;",
        "{{1}} {{1.5}} {{true}}~1 1.5 true",
        "{{print 1 2 \"a\" \"b\"}}~1 2ab",
        "{{range .Config.Env}}{{$.Os}} {{end}}~linux linux linux ",
        "{{`raw}}`}}~raw}}",
        "no action~no action",
      })
  void printsWhatThePeerPrints(String template, String expected) {
    assertThat(GoTemplate.parse(template).render(image())).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      value = {
        "{{.Foo}}~:1:2: executing \"\" at <.Foo>: map has no entry for key \"Foo\"",
        "{{.Config.Foo}}~:1:9: executing \"\" at <.Config.Foo>: map has no entry for key \"Foo\"",
        "{{.Os.Foo}}~:1:5: executing \"\" at <.Os.Foo>: can't evaluate field Foo in type interface {}",
        "{{range .Nope}}x{{end}}~:1:8: executing \"\" at <.Nope>: map has no entry for key \"Nope\"",
        "{{index .Config.Env 5}}~:1:2: executing \"\" at <index .Config.Env 5>: error calling index: index out of range: 5",
        "{{foo .Os}}~:1: function \"foo\" not defined",
        "{{.Os~:1: unclosed action",
        "{{end}}~:1: unexpected {{end}}",
        "{{if .Os}}~:1: unexpected EOF",
        "{{nil}}~:1:2: executing \"\" at <nil>: nil is not a command",
      })
  void refusesInThePeersWords(String template, String message) {
    assertThatThrownBy(() -> GoTemplate.parse(template).render(image()))
        .hasMessage("template parsing error: template: " + message);
  }

  @Test
  void headingsAreLeftAloneByFunctionsThatChangeLooks() {
    Map<String, Object> headings = Map.of("Tag", "TAG", "ID", "IMAGE ID");

    assertThat(GoTemplate.parse("{{upper .Tag}}:{{truncate .ID 3}}").renderHeading(headings))
        .isEqualTo("TAG:IMAGE ID");
  }
}
