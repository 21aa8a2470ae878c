package main

import (
	"fmt"
	"log"
	"net/http"
	"time"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, time.Unix(0, 0).Format(time.RFC3339))
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
