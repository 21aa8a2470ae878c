package main

import (
	"crypto/x509"
	"fmt"
	"log"
	"net/http"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		pool, err := x509.SystemCertPool()
		if err != nil {
			http.Error(w, err.Error(), 500)
			return
		}
		fmt.Fprintln(w, len(pool.Subjects()) > 0)
	})
	http.HandleFunc("/out", func(w http.ResponseWriter, r *http.Request) {
		_, err := http.Get("https://127.0.0.1:1/")
		fmt.Fprintln(w, err)
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
