// Answers what `slipway dockerfile parse|expand|match` answer, and which files a build accepts, by BuildKit's own packages.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sort"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerfile/shell"
	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
)

type heredoc struct {
	Name    string `json:"name"`
	Fd      uint   `json:"fd"`
	Expand  bool   `json:"expand"`
	Chomp   bool   `json:"chomp"`
	Content string `json:"content"`
}

type node struct {
	Name      string    `json:"name"`
	Flags     []string  `json:"flags"`
	JSON      bool      `json:"json"`
	Args      []string  `json:"args"`
	Nested    *node     `json:"nested"`
	StartLine int       `json:"startLine"`
	EndLine   int       `json:"endLine"`
	Original  string    `json:"original"`
	Heredocs  []heredoc `json:"heredocs"`
}

type warning struct {
	Line int    `json:"line"`
	Text string `json:"text"`
}

func convert(n *parser.Node) *node {
	result := &node{
		Name:      strings.ToLower(n.Value),
		Flags:     append([]string{}, n.Flags...),
		JSON:      n.Attributes["json"],
		Args:      []string{},
		StartLine: n.StartLine,
		EndLine:   n.EndLine,
		Original:  n.Original,
		Heredocs:  []heredoc{},
	}
	for next := n.Next; next != nil; next = next.Next {
		if len(next.Children) > 0 {
			result.Nested = convert(next.Children[0])
			continue
		}
		result.Args = append(result.Args, next.Value)
	}
	for _, h := range n.Heredocs {
		result.Heredocs = append(result.Heredocs, heredoc{h.Name, h.FileDescriptor, h.Expand, h.Chomp, h.Content})
	}
	return result
}

func parse(file string) any {
	text, err := os.ReadFile(file)
	if err != nil {
		return map[string]any{"file": file, "ok": false, "error": err.Error(), "line": 0}
	}
	result, err := parser.Parse(bytes.NewReader(text))
	if err != nil {
		line := 0
		var located *parser.LocationError
		if errors.As(err, &located) && len(located.Locations) > 0 && len(located.Locations[0]) > 0 {
			line = located.Locations[0][0].Start.Line
		}
		return map[string]any{"file": file, "ok": false, "error": err.Error(), "line": line}
	}
	nodes := []*node{}
	for _, n := range result.AST.Children {
		nodes = append(nodes, convert(n))
	}
	warnings := []warning{}
	for _, w := range result.Warnings {
		warnings = append(warnings, warning{w.Location.Start.Line, w.Short})
	}
	return map[string]any{
		"file": file, "ok": true, "escape": string(result.EscapeToken), "nodes": nodes, "warnings": warnings,
	}
}

// Whether a file's instructions are well-formed; mounts are read as they are when no variable is set.
func accept(file string) any {
	text, err := os.ReadFile(file)
	if err == nil {
		err = check(text)
	}
	if err != nil {
		return map[string]any{"file": file, "ok": false, "error": err.Error()}
	}
	return map[string]any{"file": file, "ok": true}
}

func check(text []byte) error {
	result, err := parser.Parse(bytes.NewReader(text))
	if err != nil {
		return err
	}
	stages, _, err := instructions.Parse(result.AST, nil)
	if err != nil {
		return err
	}
	if len(stages) == 0 {
		return errors.New("no stages")
	}
	for _, stage := range stages {
		for _, command := range stage.Commands {
			if run, ok := command.(*instructions.RunCommand); ok {
				if err := run.Expand(func(word string) (string, error) { return word, nil }); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

type question struct {
	ID         any      `json:"id"`
	Mode       string   `json:"mode"`
	Escape     string   `json:"escape"`
	Env        []string `json:"env"`
	Input      string   `json:"input"`
	RawQuotes  bool     `json:"rawQuotes"`
	SkipUnset  bool     `json:"skipUnset"`
	Patterns   []string `json:"patterns"`
	Path       string   `json:"path"`
	Ignorefile *string  `json:"ignorefile"`
}

func names(set map[string]struct{}) []string {
	result := []string{}
	for name := range set {
		result = append(result, name)
	}
	sort.Strings(result)
	return result
}

func refused(q question, err error) any {
	return map[string]any{"id": q.ID, "ok": false, "error": err.Error()}
}

func expand(q question) any {
	lex := shell.NewLex([]rune(q.Escape)[0])
	lex.RawQuotes = q.RawQuotes
	lex.SkipUnsetEnv = q.SkipUnset
	env := shell.EnvsFromSlice(q.Env)
	if q.Mode == "words" {
		words, err := lex.ProcessWords(q.Input, env)
		if err != nil {
			return refused(q, err)
		}
		return map[string]any{
			"id": q.ID, "ok": true, "result": append([]string{}, words...), "matched": []string{}, "unmatched": []string{},
		}
	}
	word, err := lex.ProcessWordWithMatches(q.Input, env)
	if err != nil {
		return refused(q, err)
	}
	return map[string]any{
		"id": q.ID, "ok": true, "result": []string{word.Result},
		"matched": names(word.Matched), "unmatched": names(word.Unmatched),
	}
}

func match(q question) any {
	if q.Ignorefile != nil {
		patterns, err := ignorefile.ReadAll(strings.NewReader(*q.Ignorefile))
		if err != nil {
			return refused(q, err)
		}
		return map[string]any{"id": q.ID, "ok": true, "patterns": append([]string{}, patterns...)}
	}
	matcher, err := patternmatcher.New(q.Patterns)
	if err != nil {
		return refused(q, err)
	}
	matched, err := matcher.MatchesOrParentMatches(q.Path)
	if err != nil {
		return refused(q, err)
	}
	return map[string]any{"id": q.ID, "ok": true, "match": matched}
}

func answer(give func(question) any, out *json.Encoder) {
	lines := bufio.NewReader(os.Stdin)
	decoder := json.NewDecoder(lines)
	for decoder.More() {
		var q question
		if err := decoder.Decode(&q); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		out.Encode(give(q))
	}
}

func main() {
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	switch os.Args[1] {
	case "parse":
		for _, file := range os.Args[2:] {
			out.Encode(parse(file))
		}
	case "accept":
		for _, file := range os.Args[2:] {
			out.Encode(accept(file))
		}
	case "expand":
		answer(expand, out)
	case "match":
		answer(match, out)
	}
}
