package main

import (
	"fmt"
	"log"
	"net/http"
)

// Version is set by the build.
var Version = "unknown"

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, Version)
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
