package main

import (
	"fmt"
	"log"
	"net/http"
	"os"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, os.Getenv("GREETING"), os.Getenv("LEVEL"))
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
