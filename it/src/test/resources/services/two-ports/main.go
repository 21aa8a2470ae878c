package main

import (
	"fmt"
	"log"
	"net/http"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, r.Host != "") })
	go http.ListenAndServe(":9090", nil)
	log.Fatal(http.ListenAndServe(":8080", nil))
}
