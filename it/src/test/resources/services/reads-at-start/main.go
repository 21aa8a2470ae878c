package main

import (
	"fmt"
	"log"
	"net/http"
	"os"
)

func main() {
	greeting := "nothing"
	if b, err := os.ReadFile("conf/greeting"); err == nil {
		greeting = string(b)
	}
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, greeting)
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
