package main

import (
	"fmt"
	"log"
	"net/http"
	"os/exec"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		out, err := exec.Command("sort", "-r", "/etc/hostname").Output()
		fmt.Fprintln(w, len(out) > 0, err)
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
