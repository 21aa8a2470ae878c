package main

import (
	"fmt"
	"log"
	"net/http"
	"os"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		f, err := os.CreateTemp("", "upload")
		if err != nil {
			http.Error(w, err.Error(), 500)
			return
		}
		defer os.Remove(f.Name())
		fmt.Fprintln(w, "kept")
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
