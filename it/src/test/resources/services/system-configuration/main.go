package main

import (
	"fmt"
	"log"
	"net/http"
	"os"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		b, err := os.ReadFile("/etc/app/app.conf")
		fmt.Fprintln(w, string(b), err)
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
