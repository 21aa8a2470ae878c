package main

import (
	"fmt"
	"log"
	"net/http"
	"os"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		err := os.WriteFile("/data/state", []byte("x"), 0o600)
		fmt.Fprintln(w, err)
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
