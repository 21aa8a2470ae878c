package main

import (
	"fmt"
	"log"
	"net"
	"net/http"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		a, err := net.LookupHost("localhost")
		fmt.Fprintln(w, len(a) > 0, err)
	})
	http.HandleFunc("/absent", func(w http.ResponseWriter, r *http.Request) {
		_, err := net.LookupHost("nobody.invalid")
		fmt.Fprintln(w, err != nil)
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
