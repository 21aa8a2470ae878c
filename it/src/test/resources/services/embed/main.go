package main

import (
	"embed"
	"fmt"
	"log"
	"net/http"
)


//go:embed pages
var files embed.FS

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		b, err := files.ReadFile("pages/index.html")
		fmt.Fprintln(w, string(b), err)
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
