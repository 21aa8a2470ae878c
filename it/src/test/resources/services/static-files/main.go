package main

import (
	"fmt"
	"log"
	"net/http"
)

func main() {
	http.Handle("/", http.FileServer(http.Dir("public")))
	fmt.Println("serving")
	log.Fatal(http.ListenAndServe(":8080", nil))
}
