package main

import (
	"fmt"
	"log"
	"net/http"
	"os/user"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		u, err := user.LookupId("0")
		if err != nil {
			http.Error(w, err.Error(), 500)
			return
		}
		fmt.Fprintln(w, u.Username)
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
