package main

// static int twice(int x) { return 2 * x; }
import "C"

import (
	"fmt"
	"log"
	"net/http"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, C.twice(21))
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
