package main

import (
	"fmt"
	"log"
	"net/http"
	"time"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		l, err := time.LoadLocation(r.URL.Query().Get("name"))
		if err != nil {
			http.Error(w, err.Error(), 500)
			return
		}
		fmt.Fprintln(w, time.Unix(0, 0).In(l).Format(time.RFC3339))
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
