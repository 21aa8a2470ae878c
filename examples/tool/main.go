// Command hello is a server that answers /hello with "hello".
package main

import (
	"fmt"
	"log"
	"net/http"
)

func main() {
	http.HandleFunc("/hello", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "hello")
	})
	log.Print("started server on localhost:8080")
	log.Fatal(http.ListenAndServe(":8080", nil))
}
