package main

import (
	"fmt"
	"log"
	"net/http"

	"example.com/greet"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, greet.Hello())
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
